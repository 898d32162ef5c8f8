import pytest

from borderflow.foreign.hosts import Side, find_endpoints, side_of


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("postgresql://u:p@db:5432/x", ["db"]),
        ("kafka-1:9092,kafka-2:9092", ["kafka-1", "kafka-2"]),
        ("https://API.Mistral.ai/v1", ["api.mistral.ai"]),
        ("http://[::1]:8080/", ["::1"]),
        ("sqlite:///tmp/x.db", []),
        ("8080", []),
        ("https://${HOST}/v1", ["${HOST}"]),
        ('curl -s "https://a.example.io/x" && curl http://b', ["a.example.io", "b"]),
    ],
)
def test_hosts_are_found(text, hosts):
    assert [one.host for one in find_endpoints(text, bare=True)] == hosts


@pytest.mark.parametrize(
    ("side", "hosts"),
    [
        (
            Side.OWN,
            "db localhost 10.0.0.5 192.168.1.1 fe80::1 x.svc.cluster.local a.internal host.docker.internal",
        ),
        (
            Side.SUPPLY,
            "ghcr.io europe-west3-docker.pkg.dev huggingface.co docs.example.io json-schema.org",
        ),
        (Side.OUTSIDE, "api.openai.com 8.8.8.8 s3.gra.io.cloud.ovh.net"),
        (Side.OPEN, "${HOST} {{host}} <host>"),
    ],
)
def test_sides_of_the_wall(side, hosts):
    assert {side_of(host) for host in hosts.split()} == {side}
