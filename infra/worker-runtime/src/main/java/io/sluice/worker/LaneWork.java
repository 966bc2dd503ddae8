package io.sluice.worker;

import java.util.function.Consumer;

/**
 * What the lanes of a pool share.
 *
 * @param topic where tasks come from and results go
 * @param policy what is decided
 * @param limits how long things may take
 * @param desk what a worker does
 * @param workers who does it
 * @param publisher writes results
 * @param meters counts
 * @param drain whether the pool is closing
 * @param fatal stops the pool
 */
record LaneWork<T, R>(
    TaskTopic<T, R> topic,
    Policy policy,
    WorkerPoolConfig.Limits limits,
    Desk<T, R> desk,
    Workers workers,
    Publisher<R> publisher,
    PoolMeters meters,
    Drain drain,
    Consumer<Throwable> fatal) {}
