use super::*;

fn parse(raw: &str) -> Mail {
    Mail::parse(raw.replace('\n', "\r\n").as_bytes())
}

fn files(mail: &Mail) -> Vec<(&str, &str)> {
    mail.parts.iter().map(|part| (part.name.as_str(), part.content_type.as_str())).collect()
}

#[test]
fn headers_are_read() {
    let mail = parse(
        "From: Ada <ada@home.test>\nTo: a@x.test, b@x.test\nCc: c@x.test\nSubject: =?utf-8?B?R3LDtsOfZQ==?=\n\
         Date: Tue, 30 Dec 2025 10:00:00 +0100\nMessage-ID: <1@home.test>\nIn-Reply-To: <0@home.test>\n\
         References: <9@x.test>\n <0@home.test>\n\nHello\n",
    );
    assert_eq!(mail.author().unwrap().address, "ada@home.test");
    assert_eq!((mail.to.len(), mail.cc.len(), mail.subject.as_str()), (2, 1, "Größe"));
    assert_eq!(mail.date, Some(1_767_085_200_000));
    assert_eq!(mail.message_id.as_deref(), Some("1@home.test"));
    assert_eq!(mail.ancestors(), ["0@home.test", "9@x.test"]);
    assert_eq!(mail.text, "Hello");
}

#[test]
fn the_author_is_the_first_who_can_be_answered() {
    let author = |raw: &str| parse(raw).author().map(|author| author.address.clone());
    assert_eq!(author("From: Nobody, Ada <ada@home.test>\n\nx").as_deref(), Some("ada@home.test"));
    assert_eq!(author("From: <a@x.test>\nFrom: <b@x.test>\n\nx").as_deref(), Some("a@x.test"));
    assert_eq!(author("From: x\nSender: s@x.test\n\nx").as_deref(), Some("s@x.test"));
    assert_eq!(
        author("From: No-Reply@form.test\nReply-To: z@home.test\n\nx").as_deref(),
        Some("z@home.test")
    );
    assert_eq!(author("From: no-reply@form.test\n\nx").as_deref(), Some("no-reply@form.test"));
    assert_eq!(author("Subject: x\n\nx"), None);
}

#[test]
fn headers_with_raw_bytes_are_in_the_charset_of_the_body() {
    let mail = Mail::parse(
        b"From: x@x.test\r\nSubject: \xcf\xf0\xe8\xe2\xe5\xf2\r\nContent-Type: text/plain; charset=windows-1251\r\n\r\n\xcc\xe8\xf0",
    );
    assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("Привет", "Мир"));
}

#[test]
fn an_alternative_is_one_text() {
    let mail = parse(
        "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--",
    );
    assert_eq!((mail.text.as_str(), mail.html.as_deref()), ("plain", Some("<p>rich</p>")));
    assert_eq!(files(&mail), []);
}

#[test]
fn html_alone_has_a_text_as_well() {
    let mail = parse("Content-Type: text/html; charset=utf-8\n\n<div>One</div><div>Two</div>");
    assert_eq!(mail.text, "One\n\nTwo");
    let mail = parse(
        "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n \n--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--",
    );
    assert_eq!(mail.text, "rich");
}

#[test]
fn html_may_name_its_charset_itself() {
    let mail = Mail::parse(
        b"Content-Type: text/html\r\n\r\n<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>",
    );
    assert_eq!(mail.text, "Привет");
}

#[test]
fn a_message_inside_is_a_file() {
    let mail = parse(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nlook\n--b\nContent-Type: message/rfc822\n\n\
         Subject: Inner\nFrom: x@x.test\n\ninner text\n--b--",
    );
    assert_eq!((mail.text.as_str(), files(&mail)), ("look", vec![("Inner.eml", "message/rfc822")]));
    assert_eq!(mail.parts[0].bytes, b"Subject: Inner\r\nFrom: x@x.test\r\n\r\ninner text");
}

#[test]
fn text_around_a_picture_stays_together() {
    let mail = parse(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nbefore\n--b\nContent-Type: image/gif\n\
         Content-Transfer-Encoding: base64\n\nR0lGODlh\n--b\n\nafter\n--b--",
    );
    assert_eq!((mail.text.as_str(), files(&mail)), ("before\nafter", vec![("part-1.gif", "image/gif")]));
    assert_eq!(mail.parts[0].bytes, b"GIF89a");
}

#[test]
fn broken_structure_hides_no_text() {
    assert_eq!(parse("Content-Type: multipart/mixed\n\nHello").text, "Hello");
    assert_eq!(parse("Content-Type: multipart/mixed; boundary=b\n\nHello").text, "Hello");
    assert_eq!(parse("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHello").text, "Hello");
    let twice =
        "Content-Type: multipart/alternative; boundary=b\nContent-Type: text/plain\n\n--b\n\nHello\n--b--";
    assert_eq!(parse(twice).text, "Hello");
    assert_eq!(parse("From someone Tue Dec 30\nSubject: x\n\nHello").subject, "x");
    assert_eq!(parse("no header at all").text, "no header at all");
    assert_eq!(parse("").text, "");
}

#[test]
fn nul_bytes_and_empty_bodies_are_nothing() {
    assert_eq!(Mail::parse(b"Subject: a\0b\r\n\r\nx\0y").text, "xy");
    assert_eq!(Mail::parse(b"Subject: a\0b\r\n\r\nx\0y").subject, "ab");
    let mail = parse("From: x@x.test\nSubject: x\n\n");
    assert_eq!((mail.text.as_str(), mail.html, mail.parts.len()), ("", None, 0));
}

#[test]
fn flowed_text_flows() {
    let mail = parse("Content-Type: text/plain; format=flowed\n\nOne \ntwo.\n> quoted \n> more\n");
    assert_eq!(mail.text, "One two.\n> quoted more");
}

/// Damages a message in a thousand ways. Whatever it is then, it can be read.
#[test]
fn no_damage_makes_it_panic() {
    let whole = "From: =?utf-8?Q?Zo=C3=AB?= <zoe@home.test>\nSubject: =?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=\n\
        Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\
        Content-Type: text/plain; charset=utf-7\nContent-Transfer-Encoding: quoted-printable\n\n=41+BB8-=\n\n--c\n\
        Content-Type: text/html\n\n<p>x<!-- --><img src='cid:1' alt=\"y\"></p>\n--c--\n--b\nContent-Type: message/rfc822\n\n\
        Subject: Inner\nContent-Type: multipart/report; boundary=d\n\n--d\n\nx\n--d--\n--b\n\
        Content-Type: application/pdf; name*0*=utf-8''%C3; name*1*=%9F\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--\n";
    let whole = whole.replace('\n', "\r\n").into_bytes();
    let mut chance = 7u64;
    let mut next = |below: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) as usize % below
    };
    for _ in 0..1000 {
        let mut raw = whole.clone();
        for _ in 0..=next(4) {
            let at = next(raw.len().max(2) - 1);
            match next(4) {
                0 => raw.truncate(at.max(1)),
                1 => raw[at] = next(256) as u8,
                2 => {
                    raw.drain(at..(at + next(40)).min(raw.len()));
                }
                _ => {
                    let piece = raw[at..(at + next(60)).min(raw.len())].to_vec();
                    let to = next(raw.len());
                    raw.splice(to..to, piece);
                }
            }
            if raw.is_empty() {
                break;
            }
        }
        Mail::parse(&raw);
    }
}
