//! A commune's review, told on both engines.

mod average;
mod certificates;
mod filings;
mod outliers;
mod refusals;
mod trust;
mod walk;
mod workers;
mod world;

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_read_every_statement() {
    fakes::prepare_all(&review::statements()).await;
}
