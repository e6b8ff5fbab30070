//! What a field may hold, told by the reading code itself, so that the JSON Schema and the guide cannot disagree with it.

/// What a value may be.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Text.
    Text,
    /// Number.
    Number,
    /// Whole number.
    Integer,
    /// `true` or `false`.
    Bool,
    /// A date with its precision.
    Dato,
    /// A date, or `{fra, til}`.
    Periode,
    /// An id.
    Id,
    /// One of these words.
    Word(&'static str, Vec<&'static str>),
    /// A list; a single value is accepted for a list of one.
    List(Box<Shape>),
    /// Free keys, each with this shape.
    Map(Box<Shape>),
    /// Named fields.
    Record(RecordShape),
    /// A value that may be blank for a stated reason and may carry evidence.
    Felt(Box<Shape>),
}

/// A record's name, and how to list its fields (called when needed: records may hold each other).
#[derive(Debug, Clone, Copy)]
pub struct RecordShape {
    /// Name, as in «aktivitet».
    pub name: &'static str,
    /// May also be written as a bare value.
    pub shorthand: bool,
    /// Lists the fields.
    pub fields: fn() -> Vec<FieldShape>,
}

/// One field of a record.
#[derive(Debug, Clone)]
pub struct FieldShape {
    /// Key.
    pub key: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// It may not be left out.
    pub required: bool,
    /// What it means, in Norwegian, for the schema and the guide.
    pub doc: &'static str,
}
