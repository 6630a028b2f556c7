//! The measures room.
