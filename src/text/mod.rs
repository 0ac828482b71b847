//! Floor 0: bytes to [`Source`], spans, lines, and the reading [`View`] with its way back to the bytes.

mod changes;
mod decode;
mod lines;
mod script;
mod source;
mod span;
mod view;
pub mod visible;

pub use changes::Changes;
pub use decode::{DecodeError, Decoded, MAX_BYTES, decode, encoding_named};
pub use lines::{LineIndex, Position};
pub use script::{Script, is_han};
pub use source::Source;
pub use span::Span;
pub use view::{View, fold_width};
