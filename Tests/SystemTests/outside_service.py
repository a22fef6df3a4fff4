"""A service of somebody else's, as an installation sees it: it takes a JSON object by POST and answers with one."""

import http.server
import json
import threading
from contextlib import contextmanager


@contextmanager
def outside_service(answer):
    """Serves on a free port; `answer` is given each object that was posted, and gives a status and an object."""
    received = []

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            posted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append((self.headers.get("Authorization"), posted))
            status, body = answer(posted)
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/messages", received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
