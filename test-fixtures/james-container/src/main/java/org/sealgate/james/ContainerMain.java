package org.sealgate.james;

import org.apache.james.CoreDataModule;
import org.apache.james.GuiceJamesServer;
import org.apache.james.NaiveDelegationStoreModule;
import org.apache.james.modules.MailetProcessingModule;
import org.apache.james.modules.server.RawPostDequeueDecoratorModule;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.utils.MailRepositoryProbeImpl;

/**
 * The server: configured from {@code conf} below the directory of the system property {@code
 * working.directory}, taking mail on the port of {@code sealgate.smtp.port}.
 */
public final class ContainerMain {
  private ContainerMain() {}

  public static void main(String[] args) {
    try {
      run();
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run() throws Exception {
    MemoryQueues queues = new MemoryQueues();
    GuiceJamesServer server =
        GuiceJamesServer.forConfiguration(
                Configuration.builder().useWorkingDirectoryEnvProperty().build())
            .combineWith(
                new MailetProcessingModule(),
                new CoreDataModule(),
                new RawPostDequeueDecoratorModule(),
                new NaiveDelegationStoreModule(),
                new ContainerModule(queues));
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "james-end"));
    int admin = new Repositories(server.getProbe(MailRepositoryProbeImpl.class)).serve();
    System.out.println("Web admin server started on port " + admin);
    new SmtpFront(
            Integer.getInteger("sealgate.smtp.port"), queues.createQueue(MailQueueFactory.SPOOL))
        .start();
    System.out.println("container ready");
  }
}
