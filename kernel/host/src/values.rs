//! Values of the component model as JSON, for recorded calls between plugins.
//!
//! A value is read back by its type, so nothing is lost: numbers keep their bits, and what is optional is told apart
//! from what is there.

use serde_json::{Map, Value, json};
use wasmtime::component::{Type, Val};
use wasmtime::{Result, bail};

/// Writes a value. Handles never cross between plugins; one that did would be nothing.
pub(crate) fn encode(val: &Val) -> Value {
    let inner = |val: &Option<Box<Val>>| val.as_deref().map_or(Value::Null, encode);
    match val {
        Val::Bool(it) => json!(it),
        Val::S8(it) => json!(it),
        Val::U8(it) => json!(it),
        Val::S16(it) => json!(it),
        Val::U16(it) => json!(it),
        Val::S32(it) => json!(it),
        Val::U32(it) => json!(it),
        Val::S64(it) => json!(it),
        Val::U64(it) => json!(it),
        Val::Float32(it) => json!(it.to_bits()),
        Val::Float64(it) => json!(it.to_bits()),
        Val::Char(it) => json!(it),
        Val::String(it) | Val::Enum(it) => json!(it),
        Val::List(list) | Val::Tuple(list) => list.iter().map(encode).collect(),
        Val::Record(fields) => {
            Value::Object(fields.iter().map(|(name, val)| (name.clone(), encode(val))).collect())
        }
        Val::Variant(case, payload) => json!({ case: inner(payload) }),
        Val::Option(None) => Value::Null,
        Val::Option(Some(val)) => json!({ "some": encode(val) }),
        Val::Result(Ok(val)) => json!({ "ok": inner(val) }),
        Val::Result(Err(val)) => json!({ "err": inner(val) }),
        Val::Flags(names) => json!(names),
        _ => Value::Null,
    }
}

/// Reads a value of this type.
pub(crate) fn decode(ty: &Type, json: &Value) -> Result<Val> {
    let odd = || wasmtime::format_err!("`{json}` is no value of the type that is wanted");
    let signed = || json.as_i64().ok_or_else(odd);
    let unsigned = || json.as_u64().ok_or_else(odd);
    let text = || json.as_str().ok_or_else(odd);
    let list = || json.as_array().ok_or_else(odd);
    let payload = |ty: Option<Type>, json: &Value| -> Result<Option<Box<Val>>> {
        ty.map(|ty| decode(&ty, json).map(Box::new)).transpose()
    };
    Ok(match ty {
        Type::Bool => Val::Bool(json.as_bool().ok_or_else(odd)?),
        Type::S8 => Val::S8(signed()?.try_into()?),
        Type::U8 => Val::U8(unsigned()?.try_into()?),
        Type::S16 => Val::S16(signed()?.try_into()?),
        Type::U16 => Val::U16(unsigned()?.try_into()?),
        Type::S32 => Val::S32(signed()?.try_into()?),
        Type::U32 => Val::U32(unsigned()?.try_into()?),
        Type::S64 => Val::S64(signed()?),
        Type::U64 => Val::U64(unsigned()?),
        Type::Float32 => Val::Float32(f32::from_bits(unsigned()?.try_into()?)),
        Type::Float64 => Val::Float64(f64::from_bits(unsigned()?)),
        Type::Char => Val::Char(text()?.chars().next().ok_or_else(odd)?),
        Type::String => Val::String(text()?.to_owned()),
        Type::Enum(_) => Val::Enum(text()?.to_owned()),
        Type::List(of) => Val::List(list()?.iter().map(|it| decode(&of.ty(), it)).collect::<Result<_>>()?),
        Type::Tuple(of) => {
            let parts = of.types().zip(list()?);
            Val::Tuple(parts.map(|(ty, it)| decode(&ty, it)).collect::<Result<_>>()?)
        }
        Type::Record(of) => {
            let fields = json.as_object().ok_or_else(odd)?;
            let field = |name: &str, ty: &Type| {
                Ok((name.to_owned(), decode(ty, fields.get(name).unwrap_or(&Value::Null))?))
            };
            Val::Record(of.fields().map(|it| field(it.name, &it.ty)).collect::<Result<_>>()?)
        }
        Type::Variant(of) => {
            let (name, inside) = only(json).ok_or_else(odd)?;
            let case = of.cases().find(|case| case.name == name).ok_or_else(odd)?;
            Val::Variant(name.to_owned(), payload(case.ty, inside)?)
        }
        Type::Option(of) => match json {
            Value::Null => Val::Option(None),
            _ => match only(json) {
                Some(("some", inside)) => Val::Option(Some(Box::new(decode(&of.ty(), inside)?))),
                _ => return Err(odd()),
            },
        },
        Type::Result(of) => match only(json) {
            Some(("ok", inside)) => Val::Result(Ok(payload(of.ok(), inside)?)),
            Some(("err", inside)) => Val::Result(Err(payload(of.err(), inside)?)),
            _ => return Err(odd()),
        },
        Type::Flags(_) => {
            let names = list()?.iter().map(|it| it.as_str().map(str::to_owned).ok_or_else(odd));
            Val::Flags(names.collect::<Result<_>>()?)
        }
        _ => bail!("handles do not cross between plugins"),
    })
}

/// The only field of an object.
fn only(json: &Value) -> Option<(&str, &Value)> {
    let object: &Map<String, Value> = json.as_object()?;
    let (name, value) = object.iter().next()?;
    (object.len() == 1).then_some((name.as_str(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_it_was_by_its_type() {
        let check = |ty: Type, val: Val| {
            let json = encode(&val);
            assert_eq!(decode(&ty, &json).unwrap(), val, "{json}");
        };
        check(Type::U64, Val::U64(u64::MAX));
        check(Type::S64, Val::S64(i64::MIN));
        check(Type::Float64, Val::Float64(-0.0));
        check(Type::Char, Val::Char('ж'));
        check(Type::String, Val::String("a \"quoted\" word".into()));
        assert!(decode(&Type::U8, &json!(256)).is_err());
        assert!(decode(&Type::Bool, &json!("yes")).is_err());
    }
}
