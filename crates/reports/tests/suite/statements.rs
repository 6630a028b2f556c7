//! Every statement of the room is understood by both engines.

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_prepares_on_both_engines() {
    fakes::prepare_all(&reports::statements()).await;
}
