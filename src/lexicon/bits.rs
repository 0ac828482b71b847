//! Bits packed least-significant first, and the exp-Golomb code for small whole numbers.
//!
//! Reading past the end yields zeros, so that a damaged table gives wrong answers instead of a panic.

/// A cursor over packed bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct BitReader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> BitReader<'b> {
    /// A cursor that starts `at` bits into `bytes`.
    pub(super) fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The next 56 bits or more, without moving.
    fn peek(&self) -> u64 {
        let from = self.at / 8;
        let word = match self.bytes.get(from..from + 8).and_then(|slice| <[u8; 8]>::try_from(slice).ok()) {
            Some(eight) => u64::from_le_bytes(eight),
            None => {
                let rest = self.bytes.get(from..).unwrap_or_default();
                rest.iter().rev().fold(0, |word, &byte| (word << 8) | u64::from(byte))
            }
        };
        word >> (self.at % 8)
    }

    /// Reads one number written by [`BitWriter::golomb`] with the same `order`.
    pub(super) fn golomb(&mut self, order: u32) -> u64 {
        let word = self.peek();
        let zeros = word.trailing_zeros().min(40);
        let width = (zeros + order).min(48);
        let whole = zeros + 1 + width;
        if whole <= 56 {
            self.at += whole as usize;
            return (((word >> (zeros + 1)) & ((1 << width) - 1)) | 1 << width) - (1 << order);
        }
        self.at += zeros as usize + 1;
        (self.raw(width) | 1 << width) - (1 << order)
    }

    /// Reads `width` bits, at most 48.
    pub(super) fn raw(&mut self, width: u32) -> u64 {
        let low = self.peek() & ((1 << width) - 1);
        self.at += width as usize;
        low
    }
}

/// Collects packed bits.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    bits: usize,
}

impl BitWriter {
    /// How many bits have been written.
    pub(super) fn len(&self) -> usize {
        self.bits
    }

    /// The bits as bytes, the last byte filled up with zeros.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes the lowest `width` bits of `value`.
    pub(super) fn raw(&mut self, value: u64, width: u32) {
        for bit in 0..width {
            if self.bits.is_multiple_of(8) {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= u8::from(value >> bit & 1 == 1) << (self.bits % 8);
            }
            self.bits += 1;
        }
    }

    /// Writes `value` as an exp-Golomb code of the given order: about `order` bits for values below
    /// 2^order, two bits more for each doubling beyond. `value` must be below 2^40.
    pub(super) fn golomb(&mut self, value: u64, order: u32) {
        let zeros = golomb_zeros(value, order);
        self.raw(1 << zeros, zeros + 1);
        self.raw(value + (1 << order), zeros + order);
    }
}

fn golomb_zeros(value: u64, order: u32) -> u32 {
    ((value >> order) + 1).ilog2()
}

/// How many bits [`BitWriter::golomb`] spends on `value`.
pub(super) fn golomb_width(value: u64, order: u32) -> u64 {
    u64::from(2 * golomb_zeros(value, order) + 1 + order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_written() {
        let values = [0, 1, 2, 7, 8, 100, 65_535, 1 << 20, (1 << 32) - 1, 3];
        for order in 0..12 {
            let mut writer = BitWriter::default();
            let width: u64 = values.iter().map(|&value| golomb_width(value, order)).sum();
            values.iter().for_each(|&value| writer.golomb(value, order));
            assert_eq!(writer.len() as u64, width);
            let bytes = writer.into_bytes();
            let mut reader = BitReader::new(&bytes, 0);
            let read: Vec<u64> = values.iter().map(|_| reader.golomb(order)).collect();
            assert_eq!(read, values);
        }
    }

    #[test]
    fn the_end_reads_as_zeros() {
        let mut reader = BitReader::new(&[], 77);
        for _ in 0..100 {
            reader.golomb(3);
        }
    }
}
