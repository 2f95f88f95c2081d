package ringfence.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// One UDP socket: what comes in goes to `receiver`, and no state is kept for whoever sends.
final class UdpPort extends SimpleChannelInboundHandler<DatagramPacket> {
  private static final int LARGEST = 65_535;
  private static final int RECEIVE_BUFFER = 1 << 20;

  private final Loop loop;
  private final Receiver receiver;
  private final ChannelFuture bound;

  @FunctionalInterface
  interface Receiver {
    void received(UdpPort port, byte[] datagram, InetSocketAddress from);
  }

  UdpPort(Loop loop, InetSocketAddress address, Receiver receiver) {
    this.loop = loop;
    this.receiver = receiver;
    this.bound =
        new Bootstrap()
            .group(loop.thread())
            .channel(NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST))
            .handler(this)
            .bind(address);
  }

  /// Done when the socket is bound, or cannot be.
  ChannelFuture bound() {
    return bound;
  }

  CompletableFuture<Void> whenBound() {
    var result = new CompletableFuture<Void>();
    bound.addListener(
        done -> {
          if (done.isSuccess()) result.complete(null);
          else result.completeExceptionally(done.cause());
        });
    return result;
  }

  InetSocketAddress local() {
    return (InetSocketAddress) bound.channel().localAddress();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    var bytes = new byte[packet.content().readableBytes()];
    packet.content().readBytes(bytes);
    loop.guard(() -> receiver.received(this, bytes, packet.sender()));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) loop.fault(cause); // an ICMP answer is no fault
  }

  void send(byte[] datagram, InetSocketAddress to, Consumer<Throwable> failed) {
    var packet = new DatagramPacket(Unpooled.wrappedBuffer(datagram), to);
    bound
        .channel()
        .writeAndFlush(packet)
        .addListener(
            sent -> {
              if (!sent.isSuccess()) failed.accept(sent.cause());
            });
  }

  void close() {
    var _ = bound.channel().close();
  }
}
