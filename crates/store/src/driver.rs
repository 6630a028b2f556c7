//! Hiding the drivers: what is behind a pointer here is compiled once, in this crate. Otherwise every crate
//! that waits for a read, or lets go of a transaction, would compile both drivers anew.

use std::fmt::Debug;
use std::ops::{Deref, DerefMut};

use futures_util::future::BoxFuture;
use ground::Result;

/// The answer of a database, which takes a while.
pub type Answer<'a, T> = BoxFuture<'a, Result<T>>;

/// What a driver gave us. It is used as if it stood here itself.
#[derive(Debug)]
pub struct Held<T>(Box<dyn Hold<T>>);

trait Hold<T>: Debug + Send + Sync {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn give(self: Box<Self>) -> T;
    fn another(&self) -> Box<dyn Hold<T>>
    where
        T: Clone;
}

#[derive(Debug)]
struct Only<T>(T);

impl<T: Debug + Send + Sync + 'static> Hold<T> for Only<T> {
    fn get(&self) -> &T {
        &self.0
    }

    fn get_mut(&mut self) -> &mut T {
        &mut self.0
    }

    fn give(self: Box<Self>) -> T {
        self.0
    }

    fn another(&self) -> Box<dyn Hold<T>>
    where
        T: Clone,
    {
        Box::new(Only(self.0.clone()))
    }
}

impl<T: Debug + Send + Sync + 'static> Held<T> {
    pub(crate) fn new(it: T) -> Held<T> {
        Held(Box::new(Only(it)))
    }
}

impl<T> Held<T> {
    pub(crate) fn give(self) -> T {
        self.0.give()
    }
}

impl<T: Clone> Clone for Held<T> {
    fn clone(&self) -> Held<T> {
        Held(self.0.another())
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get()
    }
}

impl<T> DerefMut for Held<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }
}
