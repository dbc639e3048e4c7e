//! Holds an answer against the part of JSON Schema that the document uses. A member that the document does not know is a fault, so that
//! nothing is served that is not described.

use serde_json::Value;

/// Fails with the place where the answer differs from its schema.
pub(crate) fn check(document: &Value, schema: &Value, answer: &Value, place: &str) {
    if let Err(fault) = fits(document, schema, answer, place) {
        panic!("{fault}");
    }
}

fn fits(document: &Value, schema: &Value, answer: &Value, place: &str) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).ok_or_else(|| format!("{reference} leads nowhere"))?;
        return fits(document, target, answer, place);
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[choice].as_array() {
            let faults: Vec<String> = choices.iter().filter_map(|choice| fits(document, choice, answer, place).err()).collect();
            return if faults.len() < choices.len() { Ok(()) } else { Err(faults.join("; ")) };
        }
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        other => return Err(format!("{place}: no type in the schema: {other}")),
    };
    if !kinds.contains(&kind_of(answer)) {
        return Err(format!("{place}: {} where {kinds:?} is promised", kind_of(answer)));
    }
    match answer {
        Value::Object(members) => {
            let properties = &schema["properties"];
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                members.get(name).ok_or_else(|| format!("{place}: no member {name}"))?;
            }
            members.iter().try_for_each(|(name, value)| match properties.get(name) {
                Some(schema) => fits(document, schema, value, &format!("{place}.{name}")),
                None => Err(format!("{place}: the member {name} is not described")),
            })
        }
        Value::Array(items) => items.iter().try_for_each(|item| fits(document, &schema["items"], item, &format!("{place}[]"))),
        _ => Ok(()),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
