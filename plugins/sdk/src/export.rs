//! From a type that implements a trait to the exports of a component.

use std::marker::PhantomData;

/// Exports a [`crate::Plugin`]. Natively it only checks the trait, so tests and clippy need no wasm target.
#[macro_export]
macro_rules! export {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudComponent = $crate::Component<$plugin>;
            #[cfg(target_arch = "wasm32")]
    $crate::bindings::plugin::export_plugin!(OmbudComponent with_types_in $crate::bindings::plugin);
            const fn is_a_plugin<P: $crate::Plugin>() {}
            is_a_plugin::<$plugin>();
        };
    };
}

/// Exports a [`crate::Migrates`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! migrates {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudMigrations = $crate::MigratingComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::migrating::export_migrations!(
                OmbudMigrations with_types_in $crate::bindings::migrating
            );
            const fn is_able<P: $crate::Migrates>() {}
            is_able::<$plugin>();
        };
    };
}

/// Exports a [`crate::Hooks`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! hooks {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudHooks = $crate::HookedComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
    $crate::bindings::hooked::export_hooks!(OmbudHooks with_types_in $crate::bindings::hooked);
            const fn has_a_say<P: $crate::Hooks>() {}
            has_a_say::<$plugin>();
        };
    };
}

/// Exports an [`crate::Outcomes`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! outcomes {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudOutcomes = $crate::SendingComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::sending::export_outcomes!(
                OmbudOutcomes with_types_in $crate::bindings::sending
            );
            const fn hears_what_became_of_it<P: $crate::Outcomes>() {}
            hears_what_became_of_it::<$plugin>();
        };
    };
}

/// Exports a [`crate::Deliveries`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! deliveries {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudDeliveries = $crate::PostingComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::posting::export_deliveries!(
                OmbudDeliveries with_types_in $crate::bindings::posting
            );
            const fn hears_what_became_of_mails<P: $crate::Deliveries>() {}
            hears_what_became_of_mails::<$plugin>();
        };
    };
}

/// Exports a [`crate::Contributes`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! contributes {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudContributions = $crate::ContributingComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::contributing::export_contributions!(
                OmbudContributions with_types_in $crate::bindings::contributing
            );
            const fn adds_to_pages<P: $crate::Contributes>() {}
            adds_to_pages::<$plugin>();
        };
    };
}

/// Exports a [`crate::Columns`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! columns {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudColumns = $crate::DrawingComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::drawing::export_columns!(
                OmbudColumns with_types_in $crate::bindings::drawing
            );
            const fn draws_columns<P: $crate::Columns>() {}
            draws_columns::<$plugin>();
        };
    };
}

/// Exports a [`crate::desk::tickets::Provider`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! provide_tickets {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudTickets = $crate::TicketsComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::tickets_provider::export_tickets!(
                OmbudTickets with_types_in $crate::bindings::tickets_provider
            );
            const fn is_a_provider<P>()
            where
                P: $crate::desk::tickets::Provider
                    + $crate::desk::queues::Provider
                    + $crate::desk::definitions::Provider
                    + $crate::desk::outbox::Provider
                    + $crate::desk::mentions::Provider
                    + $crate::desk::merging::Provider,
            {
            }
            is_a_provider::<$plugin>();
        };
    };
}

/// Exports a [`crate::desk::availability::Provider`] that is one of [`crate::desk::abilities`], too, beside [`export!`](crate::export).
#[macro_export]
macro_rules! provide_availability {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudAvailability = $crate::AvailabilityComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::availability_provider::export_availability!(
                OmbudAvailability with_types_in $crate::bindings::availability_provider
            );
            const fn is_a_provider<
                P: $crate::desk::availability::Provider + $crate::desk::abilities::Provider,
            >() {
            }
            is_a_provider::<$plugin>();
        };
    };
}

/// Exports a [`crate::desk::calendar::Provider`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! provide_calendar {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudCalendar = $crate::CalendarComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::calendar_provider::export_calendar!(
                OmbudCalendar with_types_in $crate::bindings::calendar_provider
            );
            const fn is_a_provider<P: $crate::desk::calendar::Provider>() {}
            is_a_provider::<$plugin>();
        };
    };
}

/// Exports a [`crate::desk::ratings::Provider`], which provides `voting`, too, beside [`export!`](crate::export).
#[macro_export]
macro_rules! provide_csat {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudCsat = $crate::CsatComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::csat_provider::export_csat!(
                OmbudCsat with_types_in $crate::bindings::csat_provider
            );
            const fn is_a_provider<P: $crate::desk::ratings::Provider + $crate::desk::voting::Provider>() {}
            is_a_provider::<$plugin>();
        };
    };
}

/// Exports a [`crate::desk::chats::Provider`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! provide_chats {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudChats = $crate::ChatsComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::chats_provider::export_chats!(
                OmbudChats with_types_in $crate::bindings::chats_provider
            );
            const fn is_a_provider<P: $crate::desk::chats::Provider>() {}
            is_a_provider::<$plugin>();
        };
    };
}

/// Exports a [`crate::desk::schedule::Provider`], which provides `shifts`, too, beside [`export!`](crate::export).
#[macro_export]
macro_rules! provide_schedule {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudSchedule = $crate::ScheduleComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::schedule_provider::export_schedule!(
                OmbudSchedule with_types_in $crate::bindings::schedule_provider
            );
            const fn is_a_provider<P: $crate::desk::schedule::Provider + $crate::desk::shifts::Provider>() {}
            is_a_provider::<$plugin>();
        };
    };
}

/// Exports a [`crate::desk::sla::Provider`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! provide_sla {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudSla = $crate::SlaComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::sla_provider::export_sla!(
                OmbudSla with_types_in $crate::bindings::sla_provider
            );
            const fn is_a_provider<P: $crate::desk::sla::Provider>() {}
            is_a_provider::<$plugin>();
        };
    };
}

/// Exports a [`crate::desk::split::Provider`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! provide_split {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudSplit = $crate::SplitComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::split_provider::export_split!(
                OmbudSplit with_types_in $crate::bindings::split_provider
            );
            const fn is_a_provider<P: $crate::desk::split::Provider>() {}
            is_a_provider::<$plugin>();
        };
    };
}

/// Exports a [`crate::desk::merge::Provider`], beside [`export!`](crate::export).
#[macro_export]
macro_rules! provide_merge {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudMerge = $crate::MergeComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::merge_provider::export_merge!(
                OmbudMerge with_types_in $crate::bindings::merge_provider
            );
            const fn is_a_provider<P: $crate::desk::merge::Provider>() {}
            is_a_provider::<$plugin>();
        };
    };
}

/// Exports a [`crate::desk::canned::Provider`] that is one of [`crate::desk::enclosures`] and of
/// [`crate::desk::phrases`], too, beside [`export!`](crate::export).
#[macro_export]
macro_rules! provide_canned {
    ($plugin:ident) => {
        const _: () = {
            #[cfg(target_arch = "wasm32")]
            type OmbudCanned = $crate::CannedComponent<$plugin>;
            #[cfg(target_arch = "wasm32")]
            $crate::bindings::canned_provider::export_canned!(
                OmbudCanned with_types_in $crate::bindings::canned_provider
            );
            const fn is_a_provider<
                P: $crate::desk::canned::Provider
                    + $crate::desk::enclosures::Provider
                    + $crate::desk::phrases::Provider,
            >() {
            }
            is_a_provider::<$plugin>();
        };
    };
}

/// The generated guest traits, on behalf of a plugin.
#[doc(hidden)]
pub struct Component<P>(PhantomData<P>);

/// Likewise for who brings records into another form.
#[doc(hidden)]
pub struct MigratingComponent<P>(PhantomData<P>);

/// Likewise for who has a say before changes.
#[doc(hidden)]
pub struct HookedComponent<P>(PhantomData<P>);

/// Likewise for who wants to know what became of requests.
#[doc(hidden)]
pub struct SendingComponent<P>(PhantomData<P>);

/// Likewise for who wants to know what became of mails.
#[doc(hidden)]
pub struct PostingComponent<P>(PhantomData<P>);

/// Likewise for who adds to pages of others.
#[doc(hidden)]
pub struct ContributingComponent<P>(PhantomData<P>);

/// Likewise for who adds columns to lists of others.
#[doc(hidden)]
pub struct DrawingComponent<P>(PhantomData<P>);

/// Likewise for who provides `ombud:desk/tickets`, `queues`, `definitions`, `outbox`, `mentions` and `merging`.
#[doc(hidden)]
pub struct TicketsComponent<P>(PhantomData<P>);

/// Likewise for who provides `ombud:desk/calendar`.
#[doc(hidden)]
pub struct CalendarComponent<P>(PhantomData<P>);

/// Likewise for who provides `ombud:desk/availability` and `abilities`.
#[doc(hidden)]
pub struct AvailabilityComponent<P>(PhantomData<P>);

/// Likewise for who provides `ombud:desk/ratings` and `voting`.
#[doc(hidden)]
pub struct CsatComponent<P>(PhantomData<P>);

/// Likewise for who provides `ombud:desk/chats`.
#[doc(hidden)]
pub struct ChatsComponent<P>(PhantomData<P>);

/// Likewise for who provides `ombud:desk/schedule` and `shifts`.
#[doc(hidden)]
pub struct ScheduleComponent<P>(PhantomData<P>);

/// Likewise for who provides `ombud:desk/sla`.
#[doc(hidden)]
pub struct SlaComponent<P>(PhantomData<P>);

/// Likewise for who provides `ombud:desk/split`.
#[doc(hidden)]
pub struct SplitComponent<P>(PhantomData<P>);

/// Likewise for who provides `ombud:desk/canned`, `enclosures` and `phrases`.
#[doc(hidden)]
pub struct CannedComponent<P>(PhantomData<P>);

/// Likewise for who provides `ombud:desk/merge`.
#[doc(hidden)]
pub struct MergeComponent<P>(PhantomData<P>);

#[cfg(target_arch = "wasm32")]
pub(crate) use component::enter;

#[cfg(target_arch = "wasm32")]
mod component {
    use super::{
        Component, ContributingComponent, DrawingComponent, HookedComponent, MigratingComponent,
        PostingComponent, SendingComponent,
    };
    use crate::bindings::contributing::exports::ombud::kernel::contributions;
    use crate::bindings::drawing::exports::ombud::kernel1_1_0::columns;
    use crate::bindings::hooked::exports::ombud::kernel::hooks;
    use crate::bindings::migrating::exports::ombud::kernel::migrations;
    use crate::bindings::plugin::exports::ombud::kernel::{alarms, http, reactions};
    use crate::bindings::posting::exports::ombud::kernel1_1_0::deliveries;
    use crate::bindings::sending::exports::ombud::kernel::outcomes;
    use crate::{
        Columns, Contributes, Cx, Deliveries, Hooks, Level, Migrates, Outcomes, Plugin, RecordRef, Request,
        Result, Timestamp,
    };

    /// What every export does first. A panic is a trap and says nothing by itself, so its words go to the log.
    pub(crate) fn enter() -> Cx {
        let cx = Cx::of_component();
        let log = cx.clone();
        std::panic::set_hook(Box::new(move |panic| log.log(Level::Error, panic.to_string())));
        cx
    }

    impl<P: Plugin> http::Guest for Component<P> {
        fn handle(request: http::Request) -> Result<http::Response> {
            let http::Request { method, path, query, headers, body } = request;
            let request = Request { method, path, query, headers, body, params: Vec::new() };
            let answer = P::handle(&enter(), request)?;
            Ok(http::Response { status: answer.status, headers: answer.headers, body: answer.body })
        }
    }

    impl<P: Plugin> reactions::Guest for Component<P> {
        fn on_event(event: reactions::Event) -> Result<()> {
            P::on_event(&enter(), event)
        }
    }

    impl<P: Migrates> migrations::Guest for MigratingComponent<P> {
        fn migrate(from: u32, to: u32) -> Result<()> {
            P::migrate(&enter(), from, to)
        }
    }

    impl<P: Hooks> hooks::Guest for HookedComponent<P> {
        fn before(change: hooks::Change) -> Result<hooks::Verdict> {
            P::before(&enter(), change)
        }
    }

    impl<P: Outcomes> outcomes::Guest for SendingComponent<P> {
        fn on_outcome(outcome: outcomes::Outcome) -> Result<()> {
            P::on_outcome(&enter(), outcome)
        }
    }

    impl<P: Deliveries> deliveries::Guest for PostingComponent<P> {
        fn on_delivery(delivery: deliveries::Delivery) -> Result<()> {
            P::on_delivery(&enter(), delivery)
        }
    }

    impl<P: Contributes> contributions::Guest for ContributingComponent<P> {
        fn render(name: String, subject: Option<RecordRef>) -> Result<Option<String>> {
            P::render(&enter(), &name, subject)
        }
    }

    impl<P: Columns> columns::Guest for DrawingComponent<P> {
        fn draw(name: String, subjects: Vec<RecordRef>) -> Result<Vec<Option<String>>> {
            P::draw(&enter(), &name, subjects)
        }
    }

    impl<P: Plugin> alarms::Guest for Component<P> {
        fn ring(key: String, due: Timestamp, data: String) -> Result<()> {
            P::ring(&enter(), &key, due, &data)
        }
    }
}
