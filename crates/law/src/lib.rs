//! The law room.
