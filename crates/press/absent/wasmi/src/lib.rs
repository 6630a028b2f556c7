//! The types by which Typst loads plugins, with no interpreter behind them: loading a plugin is an error, so
//! nothing that follows from a loaded one can exist ([`Never`]) or be called.

use std::fmt;
use std::marker::PhantomData;

/// What no paper has.
#[derive(Clone, Copy, Debug)]
enum Never {}

/// Why a plugin was not loaded.
#[derive(Debug)]
pub struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this typesetter was built without plugins")
    }
}

#[derive(Default)]
pub struct Config;

impl Config {
    pub fn wasm_relaxed_simd(&mut self, _: bool) -> &mut Self {
        self
    }
}

pub struct Engine;

impl Engine {
    pub fn new(_: &Config) -> Engine {
        Engine
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValType {
    I32,
}

pub enum Val {
    I32(i32),
}

pub struct FuncType(Never);

impl FuncType {
    pub fn params(&self) -> &[ValType] {
        match self.0 {}
    }

    pub fn results(&self) -> &[ValType] {
        match self.0 {}
    }
}

pub struct MemoryType(Never);

pub enum ExternType {
    Func(FuncType),
    Memory(MemoryType),
}

pub struct ExportType(Never);

impl ExportType {
    pub fn ty(&self) -> &ExternType {
        match self.0 {}
    }

    pub fn name(&self) -> &str {
        match self.0 {}
    }
}

pub struct Module(Never);

impl Module {
    /// # Errors
    /// Always.
    pub fn new(_: &Engine, _: &[u8]) -> Result<Module, Error> {
        Err(Error)
    }

    pub fn get_export(&self, _: &str) -> Option<ExternType> {
        match self.0 {}
    }

    pub fn exports(&self) -> std::vec::IntoIter<ExportType> {
        match self.0 {}
    }
}

/// `T` is only named: nothing is ever stored.
pub struct Linker<T>(Engine, PhantomData<fn() -> T>);

impl<T> Linker<T> {
    pub fn new(_: &Engine) -> Linker<T> {
        Linker(Engine, PhantomData)
    }

    pub fn engine(&self) -> &Engine {
        &self.0
    }

    /// # Errors
    /// Never: there is nothing to link.
    pub fn func_wrap<F>(&mut self, _: &str, _: &str, _: F) -> Result<&mut Self, Error> {
        Ok(self)
    }

    /// # Errors
    /// None: there is no module to start.
    pub fn instantiate_and_start(&self, _: &mut Store<T>, module: &Module) -> Result<Instance, Error> {
        match module.0 {}
    }
}

pub struct Store<T>(T);

impl<T> Store<T> {
    pub fn new(_: &Engine, data: T) -> Store<T> {
        Store(data)
    }

    pub fn data_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

pub struct Instance(Never);

impl Instance {
    pub fn get_export<S>(&self, _: &S, _: &str) -> Option<Extern> {
        match self.0 {}
    }
}

pub struct Extern(Never);

impl Extern {
    pub fn into_func(self) -> Option<Func> {
        match self.0 {}
    }

    pub fn into_memory(self) -> Option<Memory> {
        match self.0 {}
    }
}

pub struct Func(Never);

impl Func {
    pub fn ty<S>(&self, _: &S) -> FuncType {
        match self.0 {}
    }

    /// # Errors
    /// None: there is no function.
    pub fn call<S>(&self, _: &mut S, _: &[Val], _: &mut [Val]) -> Result<(), Error> {
        match self.0 {}
    }
}

pub struct Memory(Never);

impl Memory {
    pub fn size<S>(&self, _: &S) -> u64 {
        match self.0 {}
    }

    pub fn data<'s, S>(&self, _: &'s S) -> &'s [u8] {
        match self.0 {}
    }

    pub fn data_mut<'s, S>(&self, _: &'s mut S) -> &'s mut [u8] {
        match self.0 {}
    }

    /// # Errors
    /// None: there is no memory.
    pub fn grow<S>(&self, _: &mut S, _: u64) -> Result<u64, Error> {
        match self.0 {}
    }

    /// # Errors
    /// None: there is no memory.
    pub fn write<S>(&self, _: &mut S, _: usize, _: &[u8]) -> Result<(), Error> {
        match self.0 {}
    }

    /// # Errors
    /// None: there is no memory.
    pub fn read<S>(&self, _: &S, _: usize, _: &mut [u8]) -> Result<(), Error> {
        match self.0 {}
    }
}

pub struct Caller<'a, T>(Never, PhantomData<&'a mut T>);

impl<T> Caller<'_, T> {
    pub fn get_export(&self, _: &str) -> Option<Extern> {
        match self.0 {}
    }

    pub fn data_mut(&mut self) -> &mut T {
        match self.0 {}
    }
}
