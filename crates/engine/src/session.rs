//! A session, and the one call.

use std::time::Duration;

use ground::{Problem, Result};
use measures::Table;
use measures::sums::Kind;
use tokio::runtime::{Builder, Runtime};
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};
use tonic_prost::ProstCodec;

use crate::message::{ExecutePlanRequest, ExecutePlanResponse, Plan, Relation, Sql, UserContext};
use crate::{address, table};

const EXECUTE: &str = "/spark.connect.SparkConnectService/ExecutePlan";
/// How long to wait for an answer at the door; the work itself may take as long as it takes.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of one piece of an answer; Spark sends about 4 MiB at a time.
const LARGEST: usize = 256 << 20;

/// An open session.
#[derive(Debug)]
pub struct Engine {
    address: String,
    channel: Channel,
    session: String,
    runtime: Runtime,
}

impl Engine {
    /// Connects to `sc://host[:port]`.
    ///
    /// # Errors
    /// `engine.address`, `engine.address_option`; `engine.unreachable` when nobody answers there.
    pub fn connect(text: &str) -> Result<Engine> {
        let url = address::read(text)?;
        let unreachable = || Problem::unavailable("engine.unreachable").with("address", text);
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| unreachable().because(error))?;
        let endpoint = Endpoint::from_shared(url).map_err(|error| unreachable().because(error))?;
        let endpoint = endpoint.connect_timeout(PATIENCE);
        // Connecting starts work of its own on the runtime.
        let channel = runtime.block_on(endpoint.connect());
        let channel = channel.map_err(|error| unreachable().because(error))?;
        let session = uuid::Uuid::new_v4().to_string();
        Ok(Engine { address: text.to_owned(), channel, session, runtime })
    }

    /// The rows of a query.
    ///
    /// # Errors
    /// `engine.refused` with the engine's own words; `engine.answer` for an answer that cannot be read.
    pub fn query(&self, sql: &str) -> Result<Table> {
        table::read(&self.ask(sql)?)
    }

    /// The columns of a query, those with cells that measures can be taken of.
    ///
    /// # Errors
    /// As [`Engine::query`].
    pub fn columns(&self, sql: &str) -> Result<Vec<(String, Kind)>> {
        table::columns(&self.ask(sql)?)
    }

    /// The pieces of an answer, each a stream in Arrow's format.
    fn ask(&self, sql: &str) -> Result<Vec<Vec<u8>>> {
        let plan = Relation { sql: Some(Sql { query: sql.to_owned() }) };
        let request = ExecutePlanRequest {
            session_id: self.session.clone(),
            user_context: Some(UserContext { user_id: "chieusau".to_owned() }),
            plan: Some(Plan { root: Some(plan) }),
            client_type: Some("chieusau".to_owned()),
        };
        self.runtime.block_on(self.pieces(request)).map_err(|status| self.refused(&status))
    }

    async fn pieces(
        &self,
        request: ExecutePlanRequest,
    ) -> std::result::Result<Vec<Vec<u8>>, Status> {
        let mut client = Grpc::new(self.channel.clone()).max_decoding_message_size(LARGEST);
        client.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
        let codec = ProstCodec::<ExecutePlanRequest, ExecutePlanResponse>::default();
        let path = PathAndQuery::from_static(EXECUTE);
        let mut answers =
            client.server_streaming(Request::new(request), path, codec).await?.into_inner();
        let mut pieces = Vec::new();
        while let Some(answer) = answers.message().await? {
            pieces.extend(answer.arrow_batch.map(|batch| batch.data));
        }
        Ok(pieces)
    }

    fn refused(&self, status: &Status) -> Problem {
        let first = status.message().lines().next().unwrap_or_default();
        Problem::unavailable("engine.refused")
            .with("address", self.address.as_str())
            .with("said", first)
    }
}
