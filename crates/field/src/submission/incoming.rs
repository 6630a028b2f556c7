//! A delivery on its way in, read and checked as far as that needs no database.

use std::sync::Arc;

use access::Actor;
use ground::{AccountId, Problem, Result};
use law::Law;
use sha2::{Digest as _, Sha256};

use super::model::{Attachment, Cover, Delivery, Envelope, Said};

/// A delivery that only waits to be written.
pub(super) struct Incoming {
    pub(super) actor: Actor,
    pub(super) account: AccountId,
    pub(super) cover: Cover,
    pub(super) xml: Vec<u8>,
    pub(super) digest: Vec<u8>,
    pub(super) files: Vec<File>,
    /// What it says of a visit, or why it says nothing.
    pub(super) said: Result<Said>,
}

/// An attachment and the SHA-256 of its content, which is shared with the rows of every try to write it.
pub(super) struct File {
    pub(super) name: String,
    pub(super) media: String,
    pub(super) content: Arc<Vec<u8>>,
    pub(super) digest: Vec<u8>,
}

impl Incoming {
    /// Reads a delivery. What cannot be read as our form is still kept, with the reason.
    ///
    /// # Errors
    /// `field.submission.doctype` and `field.submission.deep` for what is no form at all;
    /// `field.submission.nobody`.
    pub(super) fn read(law: &Law, actor: &Actor, delivery: Delivery) -> Result<Incoming> {
        let account = actor.account.ok_or_else(|| Problem::refused("field.submission.nobody"))?;
        let Delivery { xml, files: sent } = delivery;
        let digest = Sha256::digest(&xml).to_vec();
        let (cover, said) = match Envelope::read(&xml) {
            Ok(envelope) => {
                let said = envelope.said(law.questionnaire());
                (envelope.cover, said)
            }
            Err(refused)
                if ["field.submission.doctype", "field.submission.deep"]
                    .contains(&&*refused.code) =>
            {
                return Err(refused);
            }
            Err(unreadable) => (Cover::unreadable(&digest), Err(unreadable)),
        };
        let mut files: Vec<File> = Vec::with_capacity(sent.len());
        for Attachment { name, media, content } in sent {
            // Of two under one name the first counts.
            if files.iter().all(|file| file.name != name) {
                let digest = Sha256::digest(&content).to_vec();
                files.push(File { name, media, content: Arc::new(content), digest });
            }
        }
        Ok(Incoming { actor: actor.clone(), account, cover, xml, digest, files, said })
    }

    /// Roughly how much memory it takes.
    pub(super) fn bytes(&self) -> usize {
        self.xml.len() + self.files.iter().map(|file| file.content.len()).sum::<usize>()
    }
}
