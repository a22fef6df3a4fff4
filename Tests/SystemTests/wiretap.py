"""A way between two installations that remembers what was sent."""

import http.client
import http.server
import threading
import urllib.parse
from contextlib import contextmanager


@contextmanager
def wiretap(address):
    """Hands each POST on to the address, and keeps its path and its body."""
    messages = []
    target = urllib.parse.urlsplit(address)

    class Handing(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            messages.append((self.path, body))
            onward = http.client.HTTPConnection(target.hostname, target.port, timeout=30)
            onward.request("POST", self.path, body, {"Content-Type": self.headers["Content-Type"]})
            answer = onward.getresponse()
            data = answer.read()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handing)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", messages
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
