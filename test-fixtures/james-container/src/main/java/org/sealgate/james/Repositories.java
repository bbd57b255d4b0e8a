package org.sealgate.james;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.utils.MailRepositoryProbeImpl;

/** Two answers of James' web administration: the mails of a repository, and one of them. */
final class Repositories {
  private final MailRepositoryProbeImpl mails;

  Repositories(MailRepositoryProbeImpl mails) {
    this.mails = mails;
  }

  /** Serves on a free port of loopback, and says which. */
  int serve() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/mailRepositories/", this::answer);
    server.start();
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      // /mailRepositories/{path}/mails or /mailRepositories/{path}/mails/{key}
      String[] parts = exchange.getRequestURI().getRawPath().split("/");
      String path = URLDecoder.decode(parts[2], StandardCharsets.UTF_8);
      MailRepositoryUrl url = MailRepositoryUrl.from("memory://" + path.replaceFirst("/$", ""));
      byte[] body = parts.length > 4 ? mail(url, parts[4]) : keys(url);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      exchange.sendResponseHeaders(500, -1);
    }
  }

  private byte[] keys(MailRepositoryUrl url) throws Exception {
    if (!mails.listRepositoryUrls().contains(url)) {
      return "[]".getBytes(StandardCharsets.UTF_8);
    }
    List<MailKey> keys = mails.listMailKeys(url);
    return keys.stream()
        .map(key -> '"' + key.asString() + '"')
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] mail(MailRepositoryUrl url, String key) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mails.getMail(url, new MailKey(key)).getMessage().writeTo(out);
    return out.toByteArray();
  }
}
