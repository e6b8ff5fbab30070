//! JSON Schema (2020-12, <https://json-schema.org/draft/2020-12>) for the author's files, from the shapes the reading
//! code tells. Editors use it to complete and check while one types.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::felles::Felles;
use super::plan_file::PlanFile;
use super::rapport::ReportFile;
use crate::domain::artikkel::Artikkel;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Grunn, Sikkerhet};
use crate::domain::organisasjon::Organisasjon;
use crate::yaml::fields::Fields;
use crate::yaml::shape::{FieldShape, RecordShape, Shape};

/// The files an author writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the file of the same name")]
pub enum File {
    Planverk,
    Organisasjon,
    Plan,
    Rapport,
    Felles,
    Side,
}

impl File {
    /// All.
    pub const ALL: [Self; 6] =
        [Self::Planverk, Self::Organisasjon, Self::Plan, Self::Rapport, Self::Felles, Self::Side];

    /// Its shape.
    pub fn shape(self) -> RecordShape {
        match self {
            Self::Planverk => Fields::shape::<crate::config::Config>(),
            Self::Organisasjon => Fields::shape::<Organisasjon>(),
            Self::Plan => Fields::shape::<PlanFile>(),
            Self::Rapport => Fields::shape::<ReportFile>(),
            Self::Felles => Fields::shape::<Felles>(),
            Self::Side => Fields::shape::<Artikkel>(),
        }
    }
}

/// One schema for the files. For one file the root is its own; for several it is any of them.
pub fn schema(files: &[File]) -> Value {
    let mut defs = BTreeMap::new();
    let roots: Vec<Value> = files.iter().map(|file| reference(&file.shape(), &mut defs)).collect();
    let mut root = Map::new();
    root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".into(), json!("Planverk"));
    match &roots[..] {
        [one] => root.insert("$ref".into(), one["$ref"].clone()),
        many => root.insert("anyOf".into(), json!(many)),
    };
    root.insert("$defs".into(), Value::Object(defs.into_iter().collect()));
    Value::Object(root)
}

fn reference(record: &RecordShape, defs: &mut BTreeMap<String, Value>) -> Value {
    let name = crate::domain::slug::slug(record.name);
    if !defs.contains_key(&name) {
        // Entered before its fields are asked for, so that records that hold each other end.
        defs.insert(name.clone(), Value::Null);
        let made = object(&(record.fields)(), defs);
        defs.insert(name.clone(), made);
    }
    let pointer = json!({ "$ref": format!("#/$defs/{name}") });
    if record.shorthand { json!({ "anyOf": [pointer, { "type": ["string", "number"] }] }) } else { pointer }
}

/// Keys are accepted in their ASCII spelling too, so both are listed.
fn object(fields: &[FieldShape], defs: &mut BTreeMap<String, Value>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in fields {
        let mut shape = value(&field.shape, defs);
        if let Value::Object(shape) = &mut shape {
            shape.insert("description".into(), json!(field.doc));
        }
        let ascii = field.key.replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
        if ascii != field.key {
            properties.insert(ascii.clone(), shape.clone());
        }
        properties.insert(field.key.into(), shape);
        if field.required {
            required.push(if ascii == field.key {
                json!({ "required": [field.key] })
            } else {
                json!({ "anyOf": [{ "required": [field.key] }, { "required": [ascii] }] })
            });
        }
    }
    let mut made = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if !required.is_empty() {
        made["allOf"] = json!(required);
    }
    made
}

fn value(shape: &Shape, defs: &mut BTreeMap<String, Value>) -> Value {
    match shape {
        Shape::Text => json!({ "type": ["string", "number", "boolean", "null"] }),
        Shape::Id => json!({ "type": ["string", "number"] }),
        Shape::Number | Shape::Integer => json!({ "type": ["number", "string", "null"] }),
        Shape::Bool => json!({ "enum": [true, false, "ja", "nei", null] }),
        Shape::Dato => {
            json!({ "type": ["string", "integer"], "examples": ["2012", "2012-06", "2012-06-20", "2012-H1"] })
        }
        Shape::Periode => json!({ "anyOf": [
            { "type": ["string", "integer", "null"] },
            { "type": "object", "additionalProperties": false, "properties": { "fra": {}, "til": {} } },
        ] }),
        Shape::Word(_, words) => json!({ "anyOf": [{ "enum": words }, { "type": ["string", "number", "null"] }] }),
        Shape::List(inner) => {
            let inner = value(inner, defs);
            json!({ "anyOf": [{ "type": "array", "items": inner.clone() }, inner, { "type": "null" }] })
        }
        Shape::Map(inner) => json!({ "type": ["object", "null"], "additionalProperties": value(inner, defs) }),
        Shape::Record(record) => {
            let pointer = reference(record, defs);
            json!({ "anyOf": [pointer, { "type": "null" }] })
        }
        Shape::Felt(inner) => {
            let inner = value(inner, defs);
            let evidence = evidence(&inner);
            json!({ "anyOf": [inner, evidence, { "type": "null" }] })
        }
    }
}

/// `{verdi, grunn, kilde, sted, sikkerhet, dato, merknad}`.
fn evidence(inner: &Value) -> Value {
    let words = |list: Vec<&str>| json!({ "enum": list });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "verdi": inner,
            "grunn": words(Grunn::ALL.iter().map(|(_, word)| *word).collect()),
            "kilde": { "type": "string" },
            "sted": { "type": "string" },
            "sikkerhet": words(Sikkerhet::ALL.iter().map(|(_, word)| *word).collect()),
            "dato": { "type": ["string", "integer"] },
            "merknad": { "type": "string" },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_schema_knows_activities_and_their_fields() {
        let made = schema(&[File::Plan]);
        let activity = &made["$defs"]["aktivitet"]["properties"];
        assert_eq!(activity["tekst"]["description"], "Hva som skal gjøres");
        assert!(activity.get("målgrupper").is_some() && activity.get("maalgrupper").is_some());
        assert_eq!(made["$defs"]["plan"]["additionalProperties"], false);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let made = schema(&File::ALL);
        let text = made.to_string();
        for part in text.split("#/$defs/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(made["$defs"].get(name).is_some_and(|d| !d.is_null()), "{name}");
        }
    }
}
