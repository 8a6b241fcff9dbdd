#!/usr/bin/env python3
"""Speaks TLS for a server that speaks none: front.py CERTIFICATE KEY PORT

Listens on a port of the loopback that nobody has, prints its number, and hands what comes to PORT, for five minutes.
"""
import asyncio
import ssl
import sys


async def hand_over(reader, writer):
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    except (ConnectionError, ssl.SSLError):
        pass
    finally:
        writer.close()


async def main(certificate, key, port):
    async def serve(reader, writer):
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(hand_over(reader, back), hand_over(there, writer))

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    front = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    print(front.sockets[0].getsockname()[1], flush=True)
    await asyncio.sleep(300)


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
