package io.sluice.content;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import io.sluice.events.ContentReference;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Envelope encryption. Each content has a data key of its own, wrapped with its tenant's key:
 *
 * <pre>
 *  "SLS1" | tenant (UTF) | length of the wrapped key (2 bytes) | wrapped key | ciphertext
 * </pre>
 *
 * The ciphertext is Tink's AES256_GCM_HKDF_4KB stream, bound to SHA-256 and size of the bytes; the
 * wrapped key is an encrypted Tink keyset, bound to the tenant.
 */
final class TenantSealing implements Sealing {
  private static final int MAGIC = 0x534c5331;
  private static final int LONGEST_WRAPPED_KEY = 1 << 12;

  private final TenantKeys keys;

  TenantSealing(TenantKeys keys) {
    try {
      StreamingAeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot encrypt with AES-GCM", e);
    }
    this.keys = keys;
  }

  @Override
  public String suffix() {
    return ".sealed";
  }

  @Override
  public OutputStream seal(OutputStream to, Owner owner, String sha256, long size)
      throws IOException, ContentException {
    String tenant = owner.tenant();
    Aead key = keys.of(tenant).orElse(null);
    if (key == null) {
      throw ContentException.Missing.noKey(tenant, keys.toString());
    }
    try {
      KeysetHandle dataKey =
          KeysetHandle.generateNew(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_4KB);
      byte[] wrapped = TinkProtoKeysetFormat.serializeEncryptedKeyset(dataKey, key, bytes(tenant));
      DataOutputStream header = new DataOutputStream(to);
      header.writeInt(MAGIC);
      header.writeUTF(tenant);
      header.writeShort(wrapped.length);
      header.write(wrapped);
      header.flush();
      return stream(dataKey).newEncryptingStream(to, bytes(sha256 + "/" + size));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot encrypt: " + e.getMessage(), e);
    }
  }

  @Override
  public InputStream unseal(InputStream from, ContentReference reference)
      throws IOException, ContentException {
    DataInputStream header = new DataInputStream(from);
    if (header.readInt() != MAGIC) {
      throw new IOException("no sealed content");
    }
    String tenant = header.readUTF();
    int length = header.readUnsignedShort();
    if (length > LONGEST_WRAPPED_KEY) {
      throw new IOException("no sealed content");
    }
    byte[] wrapped = header.readNBytes(length);
    Aead key;
    try {
      key = keys.of(tenant).orElse(null);
    } catch (IOException e) {
      throw new ContentException.Unavailable("the key of '" + tenant + "' cannot be read: " + e, e);
    }
    if (key == null) {
      throw ContentException.Missing.keyGone(reference, tenant, keys.toString());
    }
    try {
      KeysetHandle dataKey =
          TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, key, bytes(tenant));
      return stream(dataKey)
          .newDecryptingStream(from, bytes(reference.getSha256() + "/" + reference.getSize()));
    } catch (GeneralSecurityException e) {
      // Another key than it was sealed with: the tenant's was deleted, and a new one made.
      throw ContentException.Missing.keyGone(reference, tenant, keys.toString());
    }
  }

  private static StreamingAead stream(KeysetHandle dataKey) throws GeneralSecurityException {
    return dataKey.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
