//! What events are called on live streams.
//!
//! Events are numbered one after another, and each listener hears of some. By the numbers themselves he could count what he
//! does not hear of: how busy the desk is, and that something just happened to his own record that is not for him. So an
//! event has another name for each listener, which says its number to the desk alone. None can be told from chance, or
//! carried to another listener.

use crate::hex::{hex, unhex};
use hmac::{Hmac, Mac};
use ombud_access::UserId;
use sha2::Sha256;

/// Bytes of the part that proves that the name is one, and by which the other is hidden.
const PROOF: usize = 16;
/// Bytes of a number.
const NUMBER: usize = 8;

/// Gives the names.
pub(crate) struct EventIds {
    secret: Vec<u8>,
}

impl EventIds {
    pub fn new(secret: Vec<u8>) -> EventIds {
        EventIds { secret }
    }

    /// What this listener calls the event: always the same.
    pub fn name(&self, listener: UserId, number: u64) -> String {
        let proof = self.proof(listener, number);
        hex(&[&proof[..], &self.hidden(&proof, number.to_be_bytes())].concat())
    }

    /// The number of the event that this listener calls so; none: nobody has given him this name.
    pub fn number(&self, listener: UserId, name: &str) -> Option<u64> {
        let bytes = unhex(name)?;
        let (proof, hidden) = bytes.split_at_checked(PROOF)?;
        let number = u64::from_be_bytes(self.hidden(proof, hidden.try_into().ok()?));
        // What somebody tries out tells nothing but whether it is a name.
        let mut mac = self.mac(b"proof");
        mac.update(listener.to_string().as_bytes());
        mac.update(&number.to_be_bytes());
        mac.verify_truncated_left(proof).ok().map(|()| number)
    }

    fn proof(&self, listener: UserId, number: u64) -> [u8; PROOF] {
        let mut mac = self.mac(b"proof");
        mac.update(listener.to_string().as_bytes());
        mac.update(&number.to_be_bytes());
        let mut proof = [0; PROOF];
        proof.copy_from_slice(&mac.finalize().into_bytes()[..PROOF]);
        proof
    }

    /// Hides a number, or shows a hidden one.
    fn hidden(&self, proof: &[u8], mut number: [u8; NUMBER]) -> [u8; NUMBER] {
        let mut mac = self.mac(b"number");
        mac.update(proof);
        for (byte, with) in number.iter_mut().zip(mac.finalize().into_bytes()) {
            *byte ^= with;
        }
        number
    }

    fn mac(&self, purpose: &[u8]) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.secret).expect("an HMAC takes a key of any length");
        mac.update(purpose);
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_access::{Id, Timestamp};
    use std::collections::BTreeSet;

    fn person(n: u8) -> UserId {
        UserId(Id::new(Timestamp(1), [n; 10]))
    }

    #[test]
    fn a_name_leads_back_to_its_event_for_its_listener_alone() {
        let ids = EventIds::new(vec![7; 32]);
        for number in [0, 1, 1 << 16, u64::MAX] {
            let name = ids.name(person(1), number);
            assert_eq!(name, ids.name(person(1), number));
            assert_eq!(ids.number(person(1), &name), Some(number));
            assert_eq!(ids.number(person(2), &name), None, "somebody else's");
            assert_eq!(EventIds::new(vec![8; 32]).number(person(1), &name), None, "of another desk");
        }
    }

    #[test]
    fn what_is_no_name_is_none() {
        let ids = EventIds::new(vec![7; 32]);
        let name = ids.name(person(1), 42);
        for n in 0..name.len() {
            let mut forged: Vec<u8> = name.bytes().collect();
            forged[n] = if forged[n] == b'0' { b'1' } else { b'0' };
            assert_eq!(ids.number(person(1), std::str::from_utf8(&forged).unwrap()), None);
        }
        for nonsense in ["", "42", "zz", &name[2..], &format!("{name}00")] {
            assert_eq!(ids.number(person(1), nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn names_say_nothing_of_order_or_distance() {
        let ids = EventIds::new(vec![7; 32]);
        let names: Vec<String> = (0..64).map(|number| ids.name(person(1), number)).collect();
        assert!(names.iter().all(|name| name.len() == names[0].len()));
        assert!(names.windows(2).any(|pair| pair[0] > pair[1]), "they rise with the numbers");
        let beginnings: BTreeSet<&str> = names.iter().map(|name| &name[..8]).collect();
        let ends: BTreeSet<&str> = names.iter().map(|name| &name[name.len() - 8..]).collect();
        assert_eq!((beginnings.len(), ends.len()), (64, 64));
    }
}
