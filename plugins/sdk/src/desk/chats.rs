//! Chats, as others need to know of them: `ombud:desk/chats`, since 1.1. The manual is the WIT.

pub use crate::bindings::queues::ombud::desk1_1_0::chats::Chat;

super::service::service! {
    "chats", chats, ChatsComponent,
    crate::bindings::chats_provider::exports::ombud::desk1_1_0::chats::Guest,
    crate::bindings::queues::ombud::desk1_1_0::chats;

    /// One chat.
    fn get(chat: crate::RecordId as &str) -> Chat;
    /// Those that go on and that nobody has answered, the oldest first.
    fn unanswered() -> Vec<Chat>;
}
