"""Takes the oldest open review, shows it and, if told to, decides it:

review_client.py BROKER REGISTRY SCHEMA REVIEWER
review_client.py BROKER REGISTRY SCHEMA REVIEWER accept
review_client.py BROKER REGISTRY SCHEMA REVIEWER correct [type=NAME] FIELD=VALUE FIELD= …   (nothing after the sign: absent)
review_client.py BROKER REGISTRY SCHEMA REVIEWER reject COMMENT

SCHEMA is schemas/versions/ReviewDecided/v2.avsc. Needs confluent-kafka, avro and requests
(Debian: python3-confluent-kafka, python3-avro, python3-requests).
"""
import io
import json
import struct
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

import avro.io
import avro.schema
import requests
from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition

REQUESTED = "sluice.reviews.requested.v1"
DECIDED = "sluice.reviews.decided.v1"
GROUP = "sluice-reviewers-example"
PATIENCE = 60


class Registry:
    """Schemas by their ids, and the other way round."""

    def __init__(self, url):
        self.url = url
        self.schemas = {}

    def read(self, value):
        """Confluent's wire format: a zero byte, the id of the writer's schema, the Avro datum."""
        magic, schema_id = struct.unpack(">bI", value[:5])
        if magic != 0:
            raise ValueError("not Confluent's wire format")
        if schema_id not in self.schemas:
            answer = requests.get(f"{self.url}/schemas/ids/{schema_id}", timeout=30)
            answer.raise_for_status()
            self.schemas[schema_id] = avro.schema.parse(answer.json()["schema"])
        reader = avro.io.DatumReader(self.schemas[schema_id])
        return reader.read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))

    def write(self, topic, schema, record):
        answer = requests.post(
            f"{self.url}/subjects/{topic}-value/versions", json={"schema": schema}, timeout=30
        )
        answer.raise_for_status()
        out = io.BytesIO(struct.pack(">bI", 0, answer.json()["id"]))
        out.seek(0, io.SEEK_END)
        avro.io.DatumWriter(avro.schema.parse(schema)).write(record, avro.io.BinaryEncoder(out))
        return out.getvalue()


def consumer(broker, **more):
    return Consumer(
        {
            "bootstrap.servers": broker,
            "group.id": GROUP,
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
            # The life cycle and the desk write in transactions: what was rolled back never was.
            "isolation.level": "read_committed",
            "enable.partition.eof": True,
            **more,
        }
    )


def everything(source, partitions):
    """The values that stand in these partitions now, in each partition's order."""
    open_ends = {(p.topic, p.partition) for p in partitions}
    end = time.monotonic() + PATIENCE
    while open_ends:
        if time.monotonic() > end:
            sys.exit(f"Kafka did not answer within {PATIENCE} s")
        message = source.poll(1)
        if message is None:
            continue
        if message.error():
            # Each partition says once that its end is reached; anything else is a fault.
            if message.error().name() != "_PARTITION_EOF":
                sys.exit(f"Kafka: {message.error()}")
            open_ends.discard((message.topic(), message.partition()))
        elif message.value() is not None:
            yield message.value()


def decided_tasks(broker, registry):
    """The tasks that have been answered, by whomever."""
    source = consumer(broker)
    try:
        known = source.list_topics(DECIDED, timeout=PATIENCE).topics[DECIDED].partitions
        partitions = [TopicPartition(DECIDED, p, OFFSET_BEGINNING) for p in known]
        source.assign(partitions)
        return {registry.read(value)["taskId"] for value in everything(source, partitions)}
    finally:
        source.close()


def claim(broker, registry, reviewer):
    """The oldest review that this person may take, and the consumer that holds it.

    Kafka gives each partition to one member of the group: what is open in it is that member's, for
    as long as the consumer lives. No offset is kept; what is done stands on the topic of decisions.
    """
    mine = []

    def given(source, partitions):
        for partition in partitions:
            partition.offset = OFFSET_BEGINNING
        source.assign(partitions)
        mine.extend(partitions)

    source = consumer(broker)
    source.subscribe([REQUESTED], on_assign=given)
    end = time.monotonic() + PATIENCE
    while not mine and time.monotonic() < end:
        source.poll(0)
        time.sleep(0.05)
    newest = {}
    for value in everything(source, mine):
        review = registry.read(value)
        newest[review["documentId"]] = review
    decided = decided_tasks(broker, registry)
    free = [
        review
        for review in newest.values()
        if review["taskId"] not in decided and may_take(reviewer, review)
    ]
    return min(free, key=lambda review: review["requestedAt"], default=None), source


def may_take(reviewer, review):
    """Nobody decides twice about a document; audits are for people who have not seen what was read."""
    names = {name.strip().lower() for name in review["notBy"]}
    return reviewer.strip().lower() not in names and review["purpose"] != "AUDIT"


def show(review):
    print(f"{review['purpose']} {review['documentId']} {review['fileName']} ({review['documentType']})")
    for doubt in review["doubts"]:
        print(f"  {doubt['field'] or 'document'}: {doubt['message']}")
    for field in (review["prediction"] or {"fields": []})["fields"]:
        print(f"  {field['name']} = {field['value']} ({field['confidence']:.2f})")
    print(f"  the document: {review['original']['uri']}")


def decision(review, reviewer, verdict, words, seconds):
    """A ReviewDecided that answers this review."""
    pairs = dict(word.split("=", 1) for word in words) if verdict == "CORRECT" else {}
    document_type = pairs.pop("type", None)
    return {
        "taskId": review["taskId"],
        "documentId": review["documentId"],
        "verdict": verdict,
        "documentType": document_type,
        "fields": {field: value or None for field, value in pairs.items()},
        "reviewer": reviewer,
        "comment": " ".join(words) if verdict == "REJECT" else None,
        "decidedAt": datetime.now(timezone.utc),
        "places": {},
        "lineItems": None,
        "parts": [],
        "workMillis": int(1000 * seconds),
    }


def publish(broker, key, value):
    failures = []
    producer = Producer(
        {
            "bootstrap.servers": broker,
            "acks": "all",
            "enable.idempotence": True,
            # librdkafka's own partitioner is another than Kafka's: a document's events would not meet.
            "partitioner": "murmur2_random",
        }
    )
    producer.produce(
        DECIDED, key=key, value=value, on_delivery=lambda error, _: error and failures.append(error)
    )
    if producer.flush(PATIENCE) or failures:
        # Sending the same once more is harmless: the first answer to a task counts.
        sys.exit(f"the decision was not written: {failures or f'no answer within {PATIENCE} s'}")


def main(broker, registry_url, schema, reviewer, verdict=None, *words):
    registry = Registry(registry_url)
    review, held = claim(broker, registry, reviewer)
    try:
        if review is None:
            print("nothing to review")
            return
        began = time.monotonic()
        show(review)
        if verdict is not None:
            record = decision(review, reviewer, verdict.upper(), words, time.monotonic() - began)
            value = registry.write(DECIDED, Path(schema).read_text(encoding="utf-8"), record)
            publish(broker, review["documentId"], value)
            print(f"decided: {json.dumps(record['fields'])} {record['verdict']}")
    finally:
        held.close()


if __name__ == "__main__":
    if len(sys.argv) < 5 or (len(sys.argv) > 5 and sys.argv[5] not in ("accept", "correct", "reject")):
        sys.exit(__doc__)
    main(*sys.argv[1:])
