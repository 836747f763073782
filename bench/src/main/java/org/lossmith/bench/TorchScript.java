package org.lossmith.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive with one method, {@code forward(score, target)}: the way to PyTorch's own losses from Java, since DJL
 * computes losses from operations of its own. The archive is a zip of the code, two pickled objects and a version.
 */
final class TorchScript {
    private static final int PROTOCOL = 0x80;

    private TorchScript() {}

    /** @param expression TorchScript in the tensors score and target, such as {@code torch.huber_loss(score, target, 2, 1.)} */
    static byte[] archive(String expression) {
        String code = """
                class Loss(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.Loss,
                    score: Tensor,
                    target: Tensor) -> Tensor:
                    return %s
                """.formatted(expression);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "loss/data.pkl", module());
            add(zip, "loss/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            add(zip, "loss/constants.pkl", new byte[] {(byte) PROTOCOL, 2, ')', '.'});
            add(zip, "loss/version", "3\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    /** The pickle of an object of class __torch__.Loss whose only attribute is training = True. */
    private static byte[] module() throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(PROTOCOL);
        pickle.write(2);
        pickle.write("c__torch__\nLoss\n)".getBytes(StandardCharsets.US_ASCII));
        pickle.write(0x81);
        pickle.write("}(X".getBytes(StandardCharsets.US_ASCII));
        pickle.write(new byte[] {8, 0, 0, 0});
        pickle.write("training".getBytes(StandardCharsets.US_ASCII));
        pickle.write(0x88);
        pickle.write("ub.".getBytes(StandardCharsets.US_ASCII));
        return pickle.toByteArray();
    }

    /** Stored, not compressed: PyTorch reads its archives in place. */
    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
