"""One connection, many requests: answers come in the order of the requests, however each of them was answered."""

import json
import socket
import urllib.parse
import uuid

from installation import register


def request(method, path, token, body=None, **headers):
    lines = [f"{method} /api/v1{path} HTTP/1.1", "Host: test", f"Authorization: Bearer {token}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    data = b"" if body is None else json.dumps(body).encode()
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(data)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


def answers(connection, count):
    """Reads so many answers: status and JSON."""
    stream = connection.makefile("rb")
    for _ in range(count):
        status = int(stream.readline().split()[1])
        length = 0
        while (line := stream.readline().strip()):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        yield status, json.loads(stream.read(length))


def connect(installation):
    url = urllib.parse.urlsplit(installation.address)
    return socket.create_connection((url.hostname, url.port), timeout=30)


def test_answers_come_in_the_order_of_their_requests(installation, number):
    point = installation.add_point()
    collector = installation.add_collector("13900000001")
    client = installation.sign_in("13800000101")
    person = register(client, number())
    other = installation.sign_in("13800000102")
    code = f"/people/{person['id']}/code"
    crossing = {
        "id": str(uuid.uuid4()), "token": client.get(code)["token"], "point": point, "temperature": 36.4}
    asked = [
        (request("GET", "/people", client.token), 200, list),
        (request("GET", code, client.token), 200, "token"),
        (request("GET", code, other.token), 404, "type"),
        (request("POST", "/passes", collector.token, crossing), 201, "pass"),
        (request("GET", code, client.token), 200, "token"),
        (request("POST", "/passes", collector.token, crossing), 200, "pass"),
        (request("POST", "/passes", collector.token, {**crossing, "id": str(uuid.uuid4())}), 422, "type"),
        (request("GET", code, client.token), 200, "token"),
        (request("GET", "/people", client.token), 200, list),
    ]
    with connect(installation) as connection:
        connection.sendall(b"".join(data for data, _, _ in asked))
        for (_, status, sign), (got, answer) in zip(asked, answers(connection, len(asked)), strict=True):
            assert got == status, answer
            assert isinstance(answer, list) if sign is list else sign in answer


def test_a_pass_is_answered_to_a_client_that_has_said_everything(installation, number):
    point = installation.add_point()
    collector = installation.add_collector("13900000001")
    client = installation.sign_in("13800000101")
    person = register(client, number())
    token = client.get(f"/people/{person['id']}/code")["token"]
    crossing = {"id": str(uuid.uuid4()), "token": token, "point": point, "temperature": 36.4}
    with connect(installation) as connection:
        connection.sendall(request("POST", "/passes", collector.token, crossing))
        connection.shutdown(socket.SHUT_WR)
        assert [status for status, _ in answers(connection, 1)] == [201]


def test_a_connection_is_closed_where_its_client_asks_so(installation, number):
    client = installation.sign_in("13800000101")
    person = register(client, number())
    with connect(installation) as connection:
        connection.sendall(request("GET", f"/people/{person['id']}/code", client.token, Connection="close"))
        assert [status for status, _ in answers(connection, 1)] == [200]
        assert connection.recv(1) == b""
