//! The words of what is offered to whoever writes.

use ombud_plugin::words;

words! {
    canned = "canned",
    canned_answer = "canned-answer",
    insert = "insert",
    own_answer = "own-answer",
    answer_of_department = "answer-of-department",
    answer_of_all = "answer-of-all",
}
