//! What the door to the database promises, on both engines.

mod copies;
mod feeds;
mod jobs;
mod schema;
mod transactions;
mod trouble;
mod values;

#[tokio::test]
async fn every_statement_is_read_by_both_engines() {
    fakes::prepare_all(&store::statements()).await;
}
