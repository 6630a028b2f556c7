//! The form against the law, and submissions against the registry.

mod engine;
mod homes;
mod stories;
mod together;

#[tokio::test]
async fn every_statement_is_read_by_both_engines() {
    fakes::prepare_all(&field::statements()).await;
}
