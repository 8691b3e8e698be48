"""A WebSocket through CloudFront: `websockets` at both ends, sockets all the way."""
import asyncio

import boto3
import websockets
from support import control, endpoint

ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3"
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"


async def echo(connection):
    async for message in connection:
        await connection.send(message)


def distribution(port, policy):
    """The domain name of a new distribution in front of a port of this machine."""
    origin = {
        "Id": "here",
        "DomainName": "localhost",
        "CustomOriginConfig": {
            "HTTPPort": port, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only",
        },
    }
    behavior = {
        "TargetOriginId": "here",
        "ViewerProtocolPolicy": "allow-all",
        "CachePolicyId": CACHING_DISABLED,
    }
    if policy:
        behavior["OriginRequestPolicyId"] = policy
    config = {
        "CallerReference": f"websocket-{policy}",
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": behavior,
    }
    made = boto3.client("cloudfront").create_distribution(DistributionConfig=config)
    return made["Distribution"]["DomainName"]


async def main():
    async with websockets.serve(echo, "localhost", 0, subprotocols=["chat"]) as server:
        port = server.sockets[0].getsockname()[1]
        names = [await asyncio.to_thread(distribution, port, it) for it in (ALL_VIEWER, None)]
        await asyncio.to_thread(control, "clock", {"advance": 1800})
        address = endpoint.removeprefix("http://")
        host, port = address.split(":")

        def connect(name):
            # The name of the distribution, and the server's address.
            return websockets.connect(
                f"ws://{name}/chat", host=host, port=int(port), subprotocols=["chat"], proxy=None)

        async with connect(names[0]) as viewer:
            assert viewer.subprotocol == "chat", viewer.subprotocol
            assert viewer.response.headers["X-Cache"] == "Miss from cloudfront"
            for message in ["hello", b"\x00\xff", "long " * 100_000]:
                await viewer.send(message)
                assert await viewer.recv() == message
            await (await viewer.ping())
        assert viewer.close_code == 1000, viewer.close_code

        # Nothing forwards the key to the origin, which refuses.
        try:
            async with connect(names[1]):
                raise AssertionError("a handshake without a key")
        except websockets.InvalidStatus as refused:
            assert refused.response.status_code == 400, refused.response


asyncio.run(main())
print("websockets: through CloudFront passed")
