//! Eight words at once, in the widest registers of each level.
//!
//! The compiler's own vectoriser makes poor code of these loops (it gathers words across strips), so the
//! few operations are spelled out. The types are private to [`super`]: only the functions that
//! `at_every_level!` compiles for a level use that level's type, and they run only on processors that
//! have its instructions. That is what makes every block below sound.

use super::super::strip::{LANE, Lane};

/// Any processor.
#[derive(Clone, Copy)]
pub(crate) struct Portable([u64; LANE]);

impl Portable {
    #[inline(always)]
    fn zip(self, other: Portable, f: impl Fn(u64, u64) -> u64) -> Portable {
        Portable(std::array::from_fn(|at| f(self.0[at], other.0[at])))
    }
}

impl Lane for Portable {
    #[inline(always)]
    fn load(words: &[u64; LANE]) -> Portable {
        Portable(*words)
    }
    #[inline(always)]
    fn store(self, words: &mut [u64; LANE]) {
        *words = self.0;
    }
    #[inline(always)]
    fn and(self, other: Portable) -> Portable {
        self.zip(other, |a, b| a & b)
    }
    #[inline(always)]
    fn or(self, other: Portable) -> Portable {
        self.zip(other, |a, b| a | b)
    }
    #[inline(always)]
    fn xor(self, other: Portable) -> Portable {
        self.zip(other, |a, b| a ^ b)
    }
    #[inline(always)]
    fn without(self, other: Portable) -> Portable {
        self.zip(other, |a, b| a & !b)
    }
    #[inline(always)]
    fn plus(self, other: Portable) -> Portable {
        self.zip(other, u64::wrapping_add)
    }
    #[inline(always)]
    fn ones(self) -> Portable {
        Portable(self.0.map(|word| u64::from(word.count_ones())))
    }
    #[inline(always)]
    fn sum(self) -> u64 {
        self.0.iter().sum()
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
#[expect(clippy::cast_ptr_alignment, reason = "the loads and stores are those for unaligned words")]
mod x86 {
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_add_epi8, _mm256_add_epi64, _mm256_and_si256, _mm256_andnot_si256,
        _mm256_loadu_si256, _mm256_or_si256, _mm256_sad_epu8, _mm256_set1_epi8, _mm256_setr_epi8,
        _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srli_epi16, _mm256_storeu_si256,
        _mm256_xor_si256, _mm512_add_epi64, _mm512_and_si512, _mm512_andnot_si512,
        _mm512_loadu_si512, _mm512_or_si512, _mm512_popcnt_epi64, _mm512_reduce_add_epi64,
        _mm512_storeu_si512, _mm512_xor_si512,
    };

    use super::{LANE, Lane};

    /// Two registers of 256 bits.
    #[derive(Clone, Copy)]
    pub(in super::super) struct Avx2(__m256i, __m256i);

    /// Defines a method by one instruction on both halves.
    macro_rules! halves {
        ($($name:ident($a:ident, $b:ident) = $instruction:ident($first:ident, $second:ident);)*) => {$(
            #[inline(always)]
            fn $name(self, other: Avx2) -> Avx2 {
                // SAFETY: only run on processors with AVX2; see the head of the file.
                let half = |$a, $b| unsafe { $instruction($first, $second) };
                Avx2(half(self.0, other.0), half(self.1, other.1))
            }
        )*};
    }

    impl Lane for Avx2 {
        #[inline(always)]
        fn load(words: &[u64; LANE]) -> Avx2 {
            // SAFETY: eight words are two unaligned loads of 32 bytes; AVX2 as above.
            unsafe {
                let at = words.as_ptr().cast::<__m256i>();
                Avx2(_mm256_loadu_si256(at), _mm256_loadu_si256(at.add(1)))
            }
        }
        #[inline(always)]
        fn store(self, words: &mut [u64; LANE]) {
            // SAFETY: eight words are two unaligned stores of 32 bytes; AVX2 as above.
            unsafe {
                let at = words.as_mut_ptr().cast::<__m256i>();
                _mm256_storeu_si256(at, self.0);
                _mm256_storeu_si256(at.add(1), self.1);
            }
        }
        halves! {
            and(a, b) = _mm256_and_si256(a, b);
            or(a, b) = _mm256_or_si256(a, b);
            xor(a, b) = _mm256_xor_si256(a, b);
            // The instruction complements its first operand.
            without(a, b) = _mm256_andnot_si256(b, a);
            plus(a, b) = _mm256_add_epi64(a, b);
        }
        #[inline(always)]
        fn ones(self) -> Avx2 {
            // SAFETY: AVX2 as above.
            unsafe { Avx2(ones(self.0), ones(self.1)) }
        }
        #[inline(always)]
        fn sum(self) -> u64 {
            let mut words = [0; LANE];
            self.store(&mut words);
            words.iter().sum()
        }
    }

    /// Population count of four words: a table of the sixteen half-bytes, looked up in all bytes at
    /// once and added up word by word (Muła, Kurz and Lemire 2018).
    #[inline]
    #[target_feature(enable = "avx2")]
    fn ones(words: __m256i) -> __m256i {
        let table = _mm256_setr_epi8(
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2,
            3, 3, 4,
        );
        let half = _mm256_set1_epi8(0x0f);
        let low = _mm256_shuffle_epi8(table, _mm256_and_si256(words, half));
        let high =
            _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16::<4>(words), half));
        _mm256_sad_epu8(_mm256_add_epi8(low, high), _mm256_setzero_si256())
    }

    /// One register of 512 bits.
    #[derive(Clone, Copy)]
    pub(in super::super) struct Avx512(__m512i);

    /// Defines a method by one instruction.
    macro_rules! whole {
        ($($name:ident($a:ident, $b:ident) = $instruction:ident($first:ident, $second:ident);)*) => {$(
            #[inline(always)]
            fn $name(self, other: Avx512) -> Avx512 {
                let ($a, $b) = (self.0, other.0);
                // SAFETY: only run on processors with AVX-512; see the head of the file.
                Avx512(unsafe { $instruction($first, $second) })
            }
        )*};
    }

    impl Lane for Avx512 {
        #[inline(always)]
        fn load(words: &[u64; LANE]) -> Avx512 {
            // SAFETY: eight words are one unaligned load of 64 bytes; AVX-512 as above.
            Avx512(unsafe { _mm512_loadu_si512(words.as_ptr().cast()) })
        }
        #[inline(always)]
        fn store(self, words: &mut [u64; LANE]) {
            // SAFETY: eight words are one unaligned store of 64 bytes; AVX-512 as above.
            unsafe { _mm512_storeu_si512(words.as_mut_ptr().cast(), self.0) }
        }
        whole! {
            and(a, b) = _mm512_and_si512(a, b);
            or(a, b) = _mm512_or_si512(a, b);
            xor(a, b) = _mm512_xor_si512(a, b);
            // The instruction complements its first operand.
            without(a, b) = _mm512_andnot_si512(b, a);
            plus(a, b) = _mm512_add_epi64(a, b);
        }
        #[inline(always)]
        fn ones(self) -> Avx512 {
            // SAFETY: AVX-512 with vector population count as above.
            Avx512(unsafe { _mm512_popcnt_epi64(self.0) })
        }
        #[inline(always)]
        fn sum(self) -> u64 {
            // SAFETY: AVX-512 as above.
            unsafe { _mm512_reduce_add_epi64(self.0) }.cast_unsigned()
        }
    }
}
