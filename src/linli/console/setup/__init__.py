"""Set-up 设置: what the administrator of a county changes, each change with its entry."""
