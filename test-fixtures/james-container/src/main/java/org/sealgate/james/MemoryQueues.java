package org.sealgate.james;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;

/** The queues of the server, by name. */
final class MemoryQueues implements MailQueueFactory<MemoryQueue> {
  private final Map<MailQueueName, MemoryQueue> queues = new ConcurrentHashMap<>();

  @Override
  public Optional<MemoryQueue> getQueue(MailQueueName name, PrefetchCount count) {
    return Optional.ofNullable(queues.get(name));
  }

  @Override
  public MemoryQueue createQueue(MailQueueName name, PrefetchCount count) {
    return queues.computeIfAbsent(name, MemoryQueue::new);
  }

  @Override
  public Set<MailQueueName> listCreatedMailQueues() {
    return Set.copyOf(queues.keySet());
  }
}
