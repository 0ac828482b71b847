//! What the rules did at a place: `kanwu trace`.

mod json;
mod page;

pub use json::{schema, write as json};
pub use page::write as page;
