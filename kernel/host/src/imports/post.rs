//! `ombud:kernel/post`: mails that leave the desk when all is on disk.

use crate::bindings::post::{Host, Mail as Wanted};
use crate::bindings::types::Error;
use crate::call::Cx;
use crate::convert::Answer;
use crate::effect;
use crate::mail::{self, FILES_BYTES, Mail};
use crate::relay;
use wasmtime::Result;

const SEND: &str = "kernel:mail.send";

impl Host for Cx {
    fn queue(&mut self, key: String, mail: Wanted) -> Result<Answer<String>> {
        self.count_host_call()?;
        Ok(self.queue_mail(&key, mail))
    }

    fn desk(&mut self) -> Result<Answer<Option<String>>> {
        self.count_host_call()?;
        Ok(self.must(SEND).and_then(|()| Ok(relay::desk(&mut self.root.unit())?)))
    }
}

impl Cx {
    fn queue_mail(&self, key: &str, wanted: Wanted) -> Answer<String> {
        self.may_write()?;
        self.must(SEND)?;
        let (to, content) = mail::content(wanted)?;
        self.count_written(content.text.len() + content.html.as_ref().map_or(0, String::len) + 1024)?;
        let mut unit = self.root.unit();
        let mut size = 0;
        for blob in mail::blobs(&content) {
            self.may_use_blob(&mut unit, &blob)?;
            let file = self.root.store.blobs().open(&blob).and_then(|file| file.metadata());
            size += file
                .map_err(|error| Error::Unavailable(format!("the file `{blob}` cannot be read: {error}")))?
                .len();
        }
        if size > FILES_BYTES {
            return Err(Error::TooLarge(format!(
                "the files of a mail have at most {FILES_BYTES} bytes together"
            )));
        }
        let id = format!("{}@{}", self.new_id()?, relay::domain(&mut unit)?);
        let mail = Mail { id, to, content };
        effect::enqueue_mail(&mut unit, self.plugin.id(), key, mail, self.root.now, self.person())
    }
}
