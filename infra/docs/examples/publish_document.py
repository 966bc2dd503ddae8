"""Publishes a file and prints its id: publish_document.py BROKER REGISTRY SCHEMA CONTENT-STORE-FOLDER TENANT FILE.

SCHEMA is schemas/versions/DocumentReceived/v1.avsc. Needs confluent-kafka, avro and requests
(Debian: python3-confluent-kafka, python3-avro, python3-requests).
"""
import hashlib
import io
import os
import re
import struct
import sys
from datetime import datetime, timezone
from pathlib import Path

import avro.io
import avro.schema
import requests
from confluent_kafka import Producer

TOPIC = "sluice.documents.received.v1"
INLINE_LIMIT = 512 * 1024


def document_id(tenant, sha256):
    """The default identity: the same bytes from the same tenant are the same document."""
    digest = hashlib.sha256()
    for part in (tenant.encode(), sha256.encode()):
        digest.update(struct.pack(">H", len(part)) + part)
    return digest.hexdigest()[:32]


def segment(name):
    """A name as the content store writes it: itself where it can be a file's, else the beginning of its hash."""
    plain = re.fullmatch("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}", name)
    return name if plain else "~" + hashlib.sha256(name.encode()).hexdigest()[:32]


def claim_check(store, tenant, document, data, sha256):
    """Puts the bytes into the document's folder of the content store: all of them or none, and readable for the extractors."""
    lane = hashlib.sha256(document.encode()).hexdigest()[:2]
    target = store.resolve() / segment(tenant) / lane / segment(document) / sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f"{sha256}.{os.getpid()}.tmp")
    aside.write_bytes(data)
    aside.replace(target)
    return {"uri": target.as_uri(), "sha256": sha256, "size": len(data)}


def received(tenant, file, store):
    data = file.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    document = document_id(tenant, sha256)
    inline = len(data) <= INLINE_LIMIT
    return {
        "documentId": document,
        "tenant": tenant,
        "source": "invoice-mailbox",
        "fileName": file.name,
        "mediaTypeHint": None,
        "dataClass": "CONFIDENTIAL",
        "content": {"data": data} if inline else claim_check(store, tenant, document, data, sha256),
        "sha256": sha256,
        "parentId": None,
        "depth": 0,
        "attributes": {"mailbox": "invoices"},
        "receivedAt": datetime.now(timezone.utc),
    }


def registered(registry, schema):
    """The schema's id; registering it again changes nothing."""
    answer = requests.post(
        f"{registry}/subjects/{TOPIC}-value/versions", json={"schema": schema}, timeout=30
    )
    answer.raise_for_status()
    return answer.json()["id"]


def confluent_bytes(schema_id, schema, record):
    """Confluent's wire format: a zero byte, the schema's id, the Avro datum."""
    out = io.BytesIO(struct.pack(">bI", 0, schema_id))
    out.seek(0, io.SEEK_END)
    avro.io.DatumWriter(avro.schema.parse(schema)).write(record, avro.io.BinaryEncoder(out))
    return out.getvalue()


def main(broker, registry, schema_file, store, tenant, file):
    schema = Path(schema_file).read_text(encoding="utf-8")
    record = received(tenant, Path(file), Path(store))
    value = confluent_bytes(registered(registry, schema), schema, record)
    failures = []
    # librdkafka's own partitioner is another than Kafka's: a document's events would not meet.
    producer = Producer(
        {"bootstrap.servers": broker, "acks": "all", "partitioner": "murmur2_random"}
    )
    producer.produce(
        TOPIC,
        key=record["documentId"],
        value=value,
        on_delivery=lambda error, _: failures.append(error) if error else None,
    )
    # Waiting for the answer: only now may the mailbox or folder forget the document.
    if producer.flush(60) or failures:
        sys.exit(f"{file} was not published: {failures or 'no answer within 60 s'}")
    print(record["documentId"])


if __name__ == "__main__":
    if len(sys.argv) != 7:
        sys.exit(__doc__)
    main(*sys.argv[1:])
