"""The door at which WeChat and WeCom knock."""
