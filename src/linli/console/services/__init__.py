"""The room of the service hall: desks, applications, bad reviews, causes, and the register of guides."""
