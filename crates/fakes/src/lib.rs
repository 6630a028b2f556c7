//! The fakes room.
