//! A sorted table of whole-number keys with small values, packed to about two bytes an entry and read in place.
//!
//! Entries stand in blocks of [`BLOCK`]; an index holds each block's first key and bit offset. Inside a block
//! a key is the gap from the one before. A look-up is a binary search of the index and a walk of one block.

use super::bits::{BitReader, BitWriter, golomb_width};

/// Entries in a block: the fewer, the faster the look-up and the larger the index.
const BLOCK: usize = 64;
/// Bytes of an index item: five of the first key, four of the offset in bits.
const ITEM: usize = 9;
const HEADER: usize = 8;

/// An entry found in a [`Packed`] table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// The entry's place in key order, from 0.
    pub(super) rank: u32,
    /// What is stored with the key.
    pub(super) value: u16,
}

/// A packed table over borrowed bytes; opening one costs nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed<'b> {
    len: u32,
    gap_order: u32,
    value_order: u32,
    raw: u32,
    index: &'b [u8],
    bits: &'b [u8],
}

impl<'b> Packed<'b> {
    /// A table without entries.
    pub(super) const EMPTY: Self = Self { len: 0, gap_order: 0, value_order: 0, raw: 0, index: &[], bits: &[] };

    /// Reads a table's header; `None` when `bytes` are too few for what it announces.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let len = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?);
        let (&gap_order, &value_order, &raw) = (bytes.get(4)?, bytes.get(5)?, bytes.get(6)?);
        if gap_order > 32 || value_order > 16 || raw > 8 {
            return None;
        }
        let index_end = HEADER + (len as usize).div_ceil(BLOCK) * ITEM;
        Some(Self {
            len,
            gap_order: gap_order.into(),
            value_order: value_order.into(),
            raw: raw.into(),
            index: bytes.get(HEADER..index_end)?,
            bits: bytes.get(index_end..)?,
        })
    }

    /// How many entries the table holds.
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    /// The first key and the bit offset of a block.
    fn block(&self, block: usize) -> Option<(u64, usize)> {
        let item = self.index.get(block * ITEM..(block + 1) * ITEM)?;
        let (key, _) = item.split_first_chunk::<8>()?;
        let (_, offset) = item.split_last_chunk::<4>()?;
        Some((u64::from_le_bytes(*key) & ((1 << 40) - 1), u32::from_le_bytes(*offset) as usize))
    }

    /// The entry of `key`, if the table has one.
    pub(super) fn find(&self, key: u64) -> Option<Entry> {
        let (mut low, mut high) = (0, self.index.len() / ITEM);
        while low < high {
            let middle = (low + high) / 2;
            if self.block(middle)?.0 <= key { low = middle + 1 } else { high = middle }
        }
        let block = low.checked_sub(1)?;
        self.walk(block).take_while(|&(at, _)| at <= key).find(|&(at, _)| at == key).map(|(_, entry)| entry)
    }

    /// The entries of one block.
    fn walk(&self, block: usize) -> impl Iterator<Item = (u64, Entry)> {
        let from = block * BLOCK;
        let until = (from + BLOCK).min(self.len());
        let (mut key, offset) = self.block(block).unwrap_or_default();
        let mut reader = BitReader::new(self.bits, offset);
        let (gap_order, value_order, raw) = (self.gap_order, self.value_order, self.raw);
        (from..until).map(move |rank| {
            if rank > from {
                key += reader.golomb(gap_order) + 1;
            }
            let value = reader.golomb(value_order) << raw | reader.raw(raw);
            let value = u16::try_from(value).unwrap_or(u16::MAX);
            (key, Entry { rank: u32::try_from(rank).unwrap_or(u32::MAX), value })
        })
    }

    /// All entries in key order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (u64, Entry)> {
        (0..self.len().div_ceil(BLOCK)).flat_map(|block| self.walk(block))
    }
}

/// Packs entries, which must be in strictly rising key order with keys below 2^40. The lowest `raw` bits of a
/// value are stored as they are, those above as a number that is the cheaper the smaller.
pub(super) fn pack(entries: &[(u64, u16)], raw: u32) -> Vec<u8> {
    let gaps = || entries.windows(2).filter_map(|pair| Some(pair.get(1)?.0 - pair.first()?.0 - 1));
    let best = |orders: std::ops::Range<u32>, cost: &dyn Fn(u32) -> u64| orders.min_by_key(|&k| cost(k)).unwrap_or(0);
    let gap_order = best(0..33, &|k| gaps().map(|gap| golomb_width(gap, k)).sum());
    let value_order = best(0..17, &|k| entries.iter().map(|entry| golomb_width(u64::from(entry.1) >> raw, k)).sum());

    let (mut index, mut bits) = (Vec::new(), BitWriter::default());
    for block in entries.chunks(BLOCK) {
        let mut before = None;
        for &(key, value) in block {
            match before {
                None => {
                    index.extend_from_slice(key.to_le_bytes().get(..5).unwrap_or_default());
                    index.extend_from_slice((bits.len() as u64).to_le_bytes().get(..4).unwrap_or_default());
                }
                Some(before) => bits.golomb(key - before - 1, gap_order),
            }
            bits.golomb(u64::from(value) >> raw, value_order);
            bits.raw(value.into(), raw);
            before = Some(key);
        }
    }
    let mut bytes = u32::try_from(entries.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    bytes.extend([gap_order, value_order, raw, 0].map(|order| u8::try_from(order).unwrap_or_default()));
    bytes.extend(index);
    bytes.extend(bits.into_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_and_no_other() {
        for len in [0u64, 1, 2, 63, 64, 65, 1000] {
            let entries: Vec<(u64, u16)> = (0..len).map(|i| (i * i * 3 + 1, (i % 60) as u16)).collect();
            let bytes = pack(&entries, 3);
            let table = Packed::open(&bytes).expect("a whole table");
            assert_eq!(table.len() as u64, len);
            for (rank, &(key, value)) in entries.iter().enumerate() {
                assert_eq!(table.find(key), Some(Entry { rank: u32::try_from(rank).expect("a small table"), value }));
                assert_eq!(table.find(key + 1), None);
            }
            assert_eq!(table.find(0), None);
            assert!(table.entries().map(|(key, entry)| (key, entry.value)).eq(entries));
        }
    }

    #[test]
    fn damaged_tables_do_not_panic() {
        let bytes = pack(&(0..500).map(|i| (i * 7, 3)).collect::<Vec<_>>(), 0);
        for cut in 0..bytes.len() {
            if let Some(table) = Packed::open(bytes.get(..cut).expect("in range")) {
                assert!((0..3500).step_by(97).filter_map(|key| table.find(key)).count() <= 37);
            }
        }
        assert!(Packed::open(&[255; 40]).is_none());
    }
}
