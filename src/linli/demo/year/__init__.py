"""A year of disputes, petitions, deputies' suggestions, stuck matters and service visits, filled in while serving."""
