package org.sealgate.gateway.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.sealgate.fixtures.server.ServerException;

/**
 * The whole way, once, for real: a complete James 3.8 with our mailets, a directory, a key archive
 * and a next hop, on loopback and free ports; five scenes with real mails. Ends by itself and
 * leaves nothing behind.
 */
public final class Demo {
  private final PrintStream out;
  private final PrintStream progress;
  private final Audience audience;

  /**
   * Who watches, and how.
   *
   * @param colours whether the output understands colours
   * @param progress whether a line may be redrawn
   * @param keep whether everything goes on running after the last scene
   */
  public record Audience(boolean colours, boolean progress, boolean keep) {}

  /**
   * @param out where the scenes are shown
   * @param progress where a line is redrawn while work goes on
   */
  public Demo(PrintStream out, PrintStream progress, Audience audience) {
    this.out = out;
    this.progress = progress;
    this.audience = audience;
  }

  /**
   * Plays all scenes.
   *
   * @return true where everything was as it should be
   */
  public boolean run() throws IOException {
    long began = System.nanoTime();
    Stage stage = new Stage(out, audience.colours());
    stage.say("Sealgate, the whole way: every mail below goes through a real Apache James 3.8.1");
    stage.say("with Sealgate's mailets, on this machine and nowhere else.");
    stage.say("");
    Cast cast = Cast.create();
    try (House house = House.build(cast)) {
      opened(house, stage, began);
      play(house, cast, stage);
      stage.end(seconds(began));
      if (audience.keep()) {
        keep(house, stage);
      }
    } catch (ServerException e) {
      stage.check("the servers run: " + e.getMessage(), false);
      stage.end(seconds(began));
    }
    return stage.allWell();
  }

  private void play(House house, Cast cast, Stage stage) throws IOException {
    try {
      OutboundScenes outbound = new OutboundScenes(house, cast, stage);
      outbound.toPartner();
      outbound.toTwoPartners();
      InboundScenes inbound = new InboundScenes(house, cast, stage);
      inbound.toExpiredCertificate();
      inbound.tamperedAndSpoofed();
      new ArchiveScene(house, stage, progress, audience.progress()).run();
    } catch (IllegalStateException e) {
      // What a fixture waited for did not come: the mail server's log knows why.
      String why = house.complaint().map(line -> "; James says: " + line).orElse("");
      stage.check("the scene could be played: " + e.getMessage() + why, false);
    }
  }

  private static void opened(House house, Stage stage, long began) {
    stage.show(
        "James 3.8.1", "SMTP " + at(house.james().smtp()) + ", IMAP " + at(house.james().imap()));
    stage.show("directory", "ldap://127.0.0.1:" + house.directory().port());
    stage.show("next hop", "SMTP 127.0.0.1:" + house.nextHop().port());
    stage.show("key archive", "made, with alice's keys of 2017 and of today");
    stage.show("up after", String.format(Locale.ROOT, "%.1f s", seconds(began)));
  }

  private static String at(InetSocketAddress server) {
    return server.getAddress().getHostAddress() + ":" + server.getPort();
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Waits until the process is told to end; its hooks take everything down. */
  private static void keep(House house, Stage stage) {
    stage.say("");
    stage.say("Everything goes on running until Ctrl-C:");
    stage.show(
        "SMTP", at(house.james().smtp()) + " (send from " + Cast.ALICE + " to " + Cast.BOB + ")");
    stage.show("IMAP", at(house.james().imap()) + ", user " + Cast.ALICE + ", " + House.PASSWORD);
    stage.show("directory", "ldap://127.0.0.1:" + house.directory().port());
    stage.show("configuration", house.folder().path().resolve("sealgate.yaml").toString());
    stage.show("James' folder", house.james().directory().toString());
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
