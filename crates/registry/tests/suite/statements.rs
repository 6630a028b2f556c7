//! Every statement is read by both engines.

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_read_every_statement() {
    fakes::prepare_all(&registry::statements()).await;
}
