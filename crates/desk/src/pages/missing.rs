//! Any address we do not know.

use ground::Problem;

use crate::reply::Reply;
use crate::visitor::Visitor;

pub(crate) async fn get(visitor: Visitor) -> Reply {
    Err(visitor.trouble(Problem::missing("desk.page.missing")))
}
