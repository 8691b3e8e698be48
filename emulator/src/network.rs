//! The network: where HTTP exchanges of the cloud's own services lead. Every host of AWS's leads back
//! into the cloud; others to a handler in this process or, where the user allows it, to a socket.

use crate::cloud::{Cloud, Exchanging};
use crate::connection::{Connection, Exchanged};
use crate::door::call::Delivery;
use crate::door::route::{Destination, by_host};
use crate::door::{self};
use crate::edge::Viewed;
use crate::http1;
use crate::scope;
#[cfg(feature = "server")]
use crate::streamed::Streamed;
#[cfg(feature = "server")]
use parhelion_wire::body::Storage;
use parhelion_wire::upgrade;
use parhelion_world::{ExchangeFailure, HostName, HttpExchange, Plane};

/// What comes of an exchange: CF-6.4's two timeouts are on the cloud's clock.
pub(crate) fn exchange(cloud: Cloud, exchange: HttpExchange) -> Exchanging {
    Box::pin(async move { carry(&cloud, exchange).await })
}

/// Whether an exchange leads to a socket: to nobody in this cloud and to no handler in this process.
pub(crate) fn leaves(cloud: &Cloud, exchange: &HttpExchange) -> bool {
    let HttpExchange { host, port, .. } = exchange;
    cloud.settings().outside.allows(host, *port)
        && by_host(cloud, &HostName::new(host)).is_none()
        && cloud.state().origins.handler(host).is_none()
}

async fn carry(cloud: &Cloud, exchange: HttpExchange) -> Result<Exchanged, ExchangeFailure> {
    let name = HostName::new(&exchange.host);
    match by_host(cloud, &name) {
        Some(Destination::Service(entry, address)) => match address.plane {
            Plane::Api => within_api(cloud, exchange).await,
            Plane::Data => {
                let ip = std::net::IpAddr::from(SERVICE_IP);
                let HttpExchange { secure, request, .. } = exchange;
                let viewed = crate::edge::view(cloud, entry.name, secure, ip, request).await;
                let Viewed { response, tunnel } = viewed;
                let connection = tunnel.map(|tunnel| Connection::new(tunnel.open()));
                Ok(Exchanged { response, connection })
            }
        },
        // Nobody answers under this name.
        Some(Destination::Elsewhere) => Err(ExchangeFailure::Dns),
        None => outside(cloud, exchange).await,
    }
}

/// From where services ask each other.
const SERVICE_IP: [u8; 4] = [130, 176, 0, 1];

async fn within_api(cloud: &Cloud, exchange: HttpExchange) -> Result<Exchanged, ExchangeFailure> {
    let hint =
        scope::Hint { scope: scope::current(), invocation: None, attempt: 1, foreign: false };
    let source_ip = std::net::IpAddr::from(SERVICE_IP).to_string().into();
    let delivery = Delivery { secure: exchange.secure, source_ip, hint, streams: false };
    let answer = door::deliver(cloud, exchange.request, delivery).await;
    let response = answer.response.filter(|_| !answer.breaks_off);
    http1::answered(response.ok_or(ExchangeFailure::Closed)?)
}

async fn outside(cloud: &Cloud, exchange: HttpExchange) -> Result<Exchanged, ExchangeFailure> {
    let handler = cloud.state().origins.handler(&exchange.host);
    let allowed = cloud.settings().outside.allows(&exchange.host, exchange.port);
    let read_timeout = exchange.read_timeout;
    let place = match upgrade::is_asked(exchange.request.headers()) {
        // Where there is no room for another connection, nobody can be connected to.
        true => Some(cloud.place().ok_or(ExchangeFailure::Refused)?),
        false => None,
    };
    let answer = async {
        match handler {
            Some(handler) => handler(exchange.request).await,
            None if allowed => socket(exchange).await,
            None => Err(ExchangeFailure::Dns),
        }
    };
    match tokio::time::timeout(read_timeout, answer).await {
        Ok(answer) => answer.map(|Exchanged { response, connection }| {
            let connection = connection.map(|Connection { io, .. }| Connection { io, place });
            Exchanged { response, connection }
        }),
        Err(_) => Err(ExchangeFailure::ReadTimeout),
    }
}

#[cfg(feature = "server")]
async fn socket(exchange: HttpExchange) -> Result<Exchanged, ExchangeFailure> {
    let HttpExchange { host, port, connect_timeout, request, .. } = exchange;
    let connecting = tokio::net::TcpStream::connect((host.as_str(), port));
    let stream = match tokio::time::timeout(connect_timeout, connecting).await {
        Err(_) => return Err(ExchangeFailure::ConnectTimeout),
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            return Err(ExchangeFailure::Refused);
        }
        Ok(Err(_)) => return Err(ExchangeFailure::Dns),
    };
    // As every body that comes to a server: AWS's largest would not fit into memory.
    let storage = Storage::spilling_above(Storage::DEFAULT_ABOVE);
    let storage = storage.map_err(|_| ExchangeFailure::Closed)?;
    http1::exchange(stream, request.map(Streamed::from), storage).await
}

#[cfg(not(feature = "server"))]
async fn socket(_: HttpExchange) -> Result<Exchanged, ExchangeFailure> {
    Err(ExchangeFailure::Dns)
}

#[cfg(all(test, feature = "server"))]
mod tests;
