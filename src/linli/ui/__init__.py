"""What pages share: tokens, components, frames, template tags, icons and preferences; no page of its own."""
