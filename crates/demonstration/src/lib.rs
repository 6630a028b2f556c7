//! The demonstration room.
