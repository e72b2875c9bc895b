//! `ombud:kernel/orders`: what people have this plugin do in their name while nobody is there.

use crate::bindings::orders::{Host, Order};
use crate::bindings::timers::Host as Timers;
use crate::bindings::types::Error;
use crate::call::Cx;
use crate::convert::Answer;
use crate::later;
use ombud_access::{Denial, Timestamp};
use ombud_identity::order;
use wasmtime::Result;

const GIVE: &str = "kernel:order.give";

impl Host for Cx {
    fn give(&mut self, key: String, title: String, permissions: Vec<String>) -> Result<Answer<()>> {
        self.count_host_call()?;
        let named = permissions.iter().map(String::len).sum::<usize>();
        let written = key.len() + title.len() + named;
        let may =
            self.may_order().and_then(|()| self.count_written(written)).and_then(|()| self.may_keep(written));
        let given = may.and_then(|()| {
            self.of_people(|unit, actor| order::give(unit, actor, &key, &title, &permissions).map(drop))
        });
        Ok(given)
    }

    fn withdraw(&mut self, key: String) -> Result<Answer<()>> {
        self.count_host_call()?;
        let plugin = self.plugin.id().clone();
        Ok(self
            .may_write()
            .and_then(|()| self.of_people(|unit, actor| order::give_up(unit, actor, &plugin, &key))))
    }

    fn get(&mut self, key: String) -> Result<Answer<Option<Order>>> {
        self.count_host_call()?;
        Ok(self.order(&key).map(|order| {
            order.map(|order| Order {
                giver: order.giver.to_string(),
                given: order.given.0,
                permissions: order.permissions.iter().map(ToString::to_string).collect(),
            })
        }))
    }

    fn set_timer(&mut self, order: String, timer: String, due: u64, data: String) -> Result<Answer<()>> {
        match self.order(&order) {
            Ok(Some(_)) => {}
            Ok(None) => {
                self.count_host_call()?;
                return Ok(Err(Error::NotFound(format!(
                    "there is no order `{order}`, or it was taken back"
                ))));
            }
            Err(error) => {
                self.count_host_call()?;
                return Ok(Err(error));
            }
        }
        if let Err(error) = Timers::set(self, timer.clone(), due, data)? {
            return Ok(Err(error));
        }
        let mut unit = self.root.unit();
        let at_once = Timestamp(due) <= self.root.now;
        let noted = later::note_order(&mut unit, self.plugin.id().as_str(), &timer, &order, at_once);
        Ok(noted.map_err(Error::from))
    }
}

impl Cx {
    fn order(&self, key: &str) -> Answer<Option<order::Order>> {
        order::get(&mut self.root.unit(), self.plugin.id(), key).map_err(Error::from)
    }

    /// Whether an order may be given in this call: by whoever is there in person. What rings in somebody's name gives nobody
    /// more to do in it.
    fn may_order(&self) -> Answer<()> {
        self.may_write()?;
        self.asks([GIVE]);
        let why = match self.authority.in_person() {
            Some(_) if !self.root.rings => return Ok(()),
            Some(_) => "nobody is there who could give an order: a timer rings",
            None => "an order is given by a person who is signed in, with all of the own rights",
        };
        Err(self.denied(Denial::new(GIVE, why)))
    }
}
