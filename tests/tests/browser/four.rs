//! A customer, two agents and a supervisor, each in a window of a real browser: one chat from the row to the rating.

use super::chat::{desk, visitor};
use super::{WIDE, sign_in};
use ombud_tests::browser::{Browser, Look};
use ombud_tests::proxy::Network;
use ombud_tests::world::{PASSWORD, World, text};
use serde_json::{Value, json};

const FIELD: &str = "[data-send=lines] [name=text]";
const ENTER: &str = "\u{e007}";

fn me(desk: &World, name: &str) -> String {
    text(&desk.person(name).get("/api/v1/me").is(200), "id")
}

/// Bela works in Support, too, whenever the test runs.
fn bela_comes(desk: &World) -> String {
    let owner = desk.person("owner");
    let wanted = json!({
        "name": "Bela Horvat", "email": "bela@demo.test", "password": PASSWORD, "roles": [{ "role": "agent" }],
        "departments": ["Support"],
    });
    let bela = text(&owner.post("/api/v1/users", &wanted).is(201), "id");
    let week = json!({ "workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"] });
    let shifts = json!({ "zone": "UTC", "schedule": { "week": week } });
    owner.put(&format!("/schedule/api/schedules/{bela}"), &shifts).is(200);
    bela
}

/// So many chats at once, and nobody else any.
fn limits(desk: &World, agents: &[(&str, u32)]) {
    let mut limits = json!({ "desk": { "chat": 0 } });
    for (agent, most) in agents {
        limits[format!("agent-{agent}")] = json!({ "chat": most });
    }
    desk.person("owner").put("/availability/api/limits", &json!({ "limits": limits })).is(200);
}

fn says(browser: &Browser, css: &str, words: &str) {
    browser.wait_until(&format!("{css} says {words}"), || {
        let said = browser.run(&format!("return document.querySelector('{css}')?.innerText"));
        said.as_str().is_some_and(|said| said.contains(words))
    });
}

/// How often something is said there.
fn times(browser: &Browser, css: &str, words: &str) -> usize {
    browser.text(css).matches(words).count()
}

/// Goes to the own chats, where one rings, and accepts it.
fn accepts(agent: &Browser, desk: &World) {
    agent.go(&format!("{}/chat/", desk.base()));
    agent.wait_until("it rings", || agent.count("[data-row^='mine/'] button.primary") == 1);
    agent.follow("[data-row^='mine/'] button.primary");
}

fn answers(agent: &Browser, words: &str) {
    agent.fill("#text", words);
    agent.follow("#answer button.primary");
}

#[test]
fn one_chat_waits_is_helped_handed_over_cut_off_taken_over_and_rated_in_the_windows_of_four() {
    let desk = desk();
    let (her, bela) = (me(&desk, "agent.support"), bela_comes(&desk));
    limits(&desk, &[(&her, 1)]);
    let network = Network::before(desk.base());
    let (ana, boss) = (Browser::open(WIDE), Browser::open(WIDE));
    let customer = Browser::open(Look { width: 420, height: 700, dark: false });

    // Ana has as many as she takes at once: Vera stands in the row, and is told where.
    visitor(&desk, "Olga");
    sign_in(&ana, &desk, "agent.support");
    accepts(&ana, &desk);
    customer.go(&format!("{}/chat/widget", network.base()));
    customer.click(".launch");
    customer.fill("[data-send=chats] [name=name]", "Vera");
    customer.fill("[data-send=chats] [name=text]", "Where is the lid?");
    customer.click("[data-send=chats] button");
    says(&customer, "[data-waiting]", "number 1 in the queue");
    ana.go(&format!("{}/chat/", desk.base()));
    says(&ana, "[data-row=load]", "1 of 1 at once");
    ana.follow("[data-row^='queue/'] form button");
    assert_eq!(ana.count(".problem"), 1, "nobody picks more than the limit: {}", ana.text("main"));
    ana.go(&format!("{}/chat/", desk.base()));
    ana.follow("[data-row^='mine/'] a");
    ana.click("details:has([form=end]) summary");
    ana.follow("button[form=end]");

    // The place is free: it rings.
    accepts(&ana, &desk);
    assert!(ana.text("ol.talk").contains("Where is the lid?"));
    says(&customer, "[data-agent]", "Ana");

    // Sofia watches unseen and whispers; what she says is Ana's to say, or not.
    sign_in(&boss, &desk, "supervisor");
    boss.go(&format!("{}/chat/running", desk.base()));
    boss.follow("[data-row^='chat/'] a");
    boss.follow(".conversation .card button.primary");
    boss.fill("#whisper", "Offer her a new one.");
    boss.follow("form:has(#whisper) button");
    ana.run("document.activeElement.blur()");
    ana.wait_until("the whisper", || ana.count(".message.note button[name=insert]") == 1);
    assert!(!customer.text("body").contains("a new one"));
    ana.follow(".message.note button[name=insert]");
    ana.write("#text", " It is on its way.");
    ana.follow("#answer button.primary");
    says(&customer, "[data-lines]", "Offer her a new one. It is on its way.");

    // Ana hands over to Bela, with a word for her alone.
    limits(&desk, &[(&her, 1), (&bela, 1)]);
    let second = Browser::open(WIDE);
    sign_in(&second, &desk, "bela");
    ana.run(&format!("document.querySelector('[name=agent]').value = '{bela}'"));
    ana.write("[name=note]", "She wants the blue one.");
    ana.follow("form[action$='/transfer'] button");
    says(&customer, "[data-lines]", "The chat is handed over.");
    accepts(&second, &desk);
    assert!(second.text("ol.talk").contains("She wants the blue one."));
    says(&customer, "[data-agent]", "Bela");

    // Vera loses the network while both write: nothing is lost, and nothing said twice.
    network.is_cut();
    customer.write(FIELD, &format!("Are you there?{ENTER}"));
    says(&customer, "[data-lines] > :last-child small", "Sending");
    answers(&second, "Which colour?");
    network.is_whole();
    second.run("document.activeElement.blur()");
    says(&second, "ol.talk", "Are you there?");
    says(&customer, "[data-lines]", "Which colour?");
    customer.wait_until("nothing waits", || customer.count("[data-lines] small") == 0);
    for words in ["Are you there?", "Which colour?"] {
        assert_eq!((times(&customer, "[data-lines]", words), times(&second, "ol.talk", words)), (1, 1));
    }

    // Sofia takes over, and everybody sees it.
    boss.go(&boss.url());
    boss.follow("form[action$='/take-over'] button");
    says(&customer, "[data-agent]", "Sofia");
    answers(&boss, "You get both.");
    says(&customer, "[data-lines]", "You get both.");
    second.go(&format!("{}/chat/", desk.base()));
    says(&second, "[data-row=load]", "0 of 1 at once");

    // Vera has what she wanted, and says so.
    customer.click("[data-do=end]");
    customer.click("[name=score][value='5']");
    customer.fill("[name=comment]", "Both!");
    customer.click("[data-send=rating] button");
    says(&customer, "[data-thanks=rating]", "Thank you");
    let page = customer.run("return document.documentElement.innerHTML");
    assert!(page.as_str().is_some_and(|page| !page.contains("blue one")), "{page}");
    boss.go(&format!("{}/chat/archive", desk.base()));
    says(&boss, "[data-rows]", "5 of 5");
    assert_eq!(customer.run("return document.querySelectorAll('[data-lines] .note').length"), Value::from(0));
}
