package io.sluice.connectors.upsert;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.olingo.commons.api.data.ContextURL;
import org.apache.olingo.commons.api.data.Entity;
import org.apache.olingo.commons.api.data.EntityCollection;
import org.apache.olingo.commons.api.data.Property;
import org.apache.olingo.commons.api.edm.EdmEntitySet;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.edm.provider.CsdlAbstractEdmProvider;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainer;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainerInfo;
import org.apache.olingo.commons.api.edm.provider.CsdlEntitySet;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlPropertyRef;
import org.apache.olingo.commons.api.edm.provider.CsdlSchema;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpMethod;
import org.apache.olingo.commons.api.http.HttpStatusCode;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataHandler;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.batch.BatchFacade;
import org.apache.olingo.server.api.deserializer.batch.BatchOptions;
import org.apache.olingo.server.api.deserializer.batch.BatchRequestPart;
import org.apache.olingo.server.api.deserializer.batch.ODataResponsePart;
import org.apache.olingo.server.api.processor.BatchProcessor;
import org.apache.olingo.server.api.processor.EntityCollectionProcessor;
import org.apache.olingo.server.api.processor.EntityProcessor;
import org.apache.olingo.server.api.serializer.EntityCollectionSerializerOptions;
import org.apache.olingo.server.api.serializer.EntitySerializerOptions;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriResourceEntitySet;
import org.apache.olingo.server.api.uri.queryoption.expression.Binary;
import org.apache.olingo.server.api.uri.queryoption.expression.Literal;

/**
 * Invoices and suppliers. Invoices are upserted by their key and have an ETag; one with a negative
 * total is refused.
 */
final class InvoiceService extends CsdlAbstractEdmProvider
    implements EntityProcessor, EntityCollectionProcessor, BatchProcessor {
  private static final String NAMESPACE = "test";
  private static final FullQualifiedName CONTAINER = new FullQualifiedName(NAMESPACE, "Books");
  private static final Map<String, String> KEYS =
      Map.of("Invoices", "DocumentId", "Suppliers", "Name");

  final Map<String, Entity> invoices = new TreeMap<>();
  final Map<String, Entity> suppliers = new TreeMap<>();

  /** Whether a PATCH may create, as section 11.4.4 allows. */
  final AtomicBoolean upserts = new AtomicBoolean(true);

  private final OData odata = OData.newInstance();
  private final ServiceMetadata metadata = odata.createServiceMetadata(this, List.of());
  private int changes;

  /** Olingo wants a handler a request. */
  ODataHandler handler() {
    ODataHandler handler = odata.createRawHandler(metadata);
    handler.register(this);
    return handler;
  }

  @Override
  public void init(OData ignored, ServiceMetadata alsoIgnored) {
    // Both are this service's own.
  }

  // --- the model

  @Override
  public CsdlEntityType getEntityType(FullQualifiedName name) {
    boolean invoice = name.getName().equals("Invoice");
    List<CsdlProperty> properties =
        invoice
            ? List.of(
                property("DocumentId", EdmPrimitiveTypeKind.String),
                property("Number", EdmPrimitiveTypeKind.String),
                property("Supplier", EdmPrimitiveTypeKind.String),
                property("Date", EdmPrimitiveTypeKind.Date),
                property("Total", EdmPrimitiveTypeKind.Decimal).setPrecision(16).setScale(2),
                property("Revision", EdmPrimitiveTypeKind.Int32))
            : List.of(
                property("Name", EdmPrimitiveTypeKind.String),
                property("Account", EdmPrimitiveTypeKind.String));
    return new CsdlEntityType()
        .setName(name.getName())
        .setProperties(properties)
        .setKey(List.of(new CsdlPropertyRef().setName(invoice ? "DocumentId" : "Name")));
  }

  private static CsdlProperty property(String name, EdmPrimitiveTypeKind kind) {
    return new CsdlProperty().setName(name).setType(kind.getFullQualifiedName());
  }

  @Override
  public CsdlEntitySet getEntitySet(FullQualifiedName container, String name) {
    return new CsdlEntitySet()
        .setName(name)
        .setType(new FullQualifiedName(NAMESPACE, name.substring(0, name.length() - 1)));
  }

  @Override
  public CsdlEntityContainer getEntityContainer() {
    return new CsdlEntityContainer()
        .setName(CONTAINER.getName())
        .setEntitySets(
            List.of(getEntitySet(CONTAINER, "Invoices"), getEntitySet(CONTAINER, "Suppliers")));
  }

  @Override
  public CsdlEntityContainerInfo getEntityContainerInfo(FullQualifiedName name) {
    return name == null || name.equals(CONTAINER)
        ? new CsdlEntityContainerInfo().setContainerName(CONTAINER)
        : null;
  }

  @Override
  public List<CsdlSchema> getSchemas() {
    return List.of(
        new CsdlSchema()
            .setNamespace(NAMESPACE)
            .setEntityTypes(
                List.of(
                    getEntityType(new FullQualifiedName(NAMESPACE, "Invoice")),
                    getEntityType(new FullQualifiedName(NAMESPACE, "Supplier"))))
            .setEntityContainer(getEntityContainer()));
  }

  // --- the data

  private Map<String, Entity> table(EdmEntitySet set) {
    return set.getName().equals("Invoices") ? invoices : suppliers;
  }

  private static UriResourceEntitySet resource(UriInfo uri) {
    return (UriResourceEntitySet) uri.getUriResourceParts().get(0);
  }

  private static String key(UriInfo uri) {
    String text = resource(uri).getKeyPredicates().get(0).getText();
    return text.substring(1, text.length() - 1).replace("''", "'");
  }

  private static ODataApplicationException problem(int status, String message) {
    return new ODataApplicationException(message, status, java.util.Locale.ROOT);
  }

  @Override
  public synchronized void readEntity(
      ODataRequest request, ODataResponse response, UriInfo uri, ContentType format)
      throws ODataApplicationException, ODataLibraryException {
    EdmEntitySet set = resource(uri).getEntitySet();
    Entity entity = table(set).get(key(uri));
    if (entity == null) {
      throw problem(404, "there is no such entity");
    }
    answer(response, 200, set, entity, format);
  }

  @Override
  public synchronized void readEntityCollection(
      ODataRequest request, ODataResponse response, UriInfo uri, ContentType format)
      throws ODataLibraryException {
    EdmEntitySet set = resource(uri).getEntitySet();
    EntityCollection found = new EntityCollection();
    Binary filter = (Binary) uri.getFilterOption().getExpression();
    String field = filter.getLeftOperand().toString().replaceAll("[\\[\\]]", "");
    String text = ((Literal) filter.getRightOperand()).getText();
    String wanted = text.substring(1, text.length() - 1).replace("''", "'");
    for (Entity entity : table(set).values()) {
      if (wanted.equals(entity.getProperty(field).getValue())) {
        found.getEntities().add(entity);
      }
    }
    ContextURL context = ContextURL.with().entitySet(set).build();
    response.setContent(
        odata
            .createSerializer(format)
            .entityCollection(
                metadata,
                set.getEntityType(),
                found,
                EntityCollectionSerializerOptions.with().contextURL(context).build())
            .getContent());
    response.setStatusCode(200);
    response.setHeader("Content-Type", format.toContentTypeString());
  }

  @Override
  public synchronized void createEntity(
      ODataRequest request,
      ODataResponse response,
      UriInfo uri,
      ContentType requestFormat,
      ContentType responseFormat)
      throws ODataApplicationException, ODataLibraryException {
    EdmEntitySet set = resource(uri).getEntitySet();
    Entity entity = entity(request, set, requestFormat);
    String key = (String) entity.getProperty(KEYS.get(set.getName())).getValue();
    if (table(set).containsKey(key)) {
      throw problem(409, "there is one with this key");
    }
    put(set, key, entity);
    response.setHeader("Location", request.getRawRequestUri() + "('" + key + "')");
    answer(response, 201, set, entity, responseFormat);
  }

  @Override
  public synchronized void updateEntity(
      ODataRequest request,
      ODataResponse response,
      UriInfo uri,
      ContentType requestFormat,
      ContentType responseFormat)
      throws ODataApplicationException, ODataLibraryException {
    EdmEntitySet set = resource(uri).getEntitySet();
    String key = key(uri);
    Entity there = table(set).get(key);
    if (there == null && !upserts.get()) {
      throw problem(404, "there is no such entity");
    }
    String match = request.getHeader("If-Match");
    if (there != null && match != null && !match.equals(there.getETag())) {
      throw problem(412, "somebody has changed it");
    }
    Entity changed = new Entity();
    if (there != null && request.getMethod() == HttpMethod.PATCH) {
      there.getProperties().forEach(changed::addProperty);
    }
    for (Property property : entity(request, set, requestFormat).getProperties()) {
      changed.getProperties().removeIf(one -> one.getName().equals(property.getName()));
      changed.addProperty(property);
    }
    put(set, key, changed);
    response.setStatusCode(HttpStatusCode.NO_CONTENT.getStatusCode());
  }

  @Override
  public void deleteEntity(ODataRequest request, ODataResponse response, UriInfo uri)
      throws ODataApplicationException {
    throw problem(405, "nothing is deleted here");
  }

  private void put(EdmEntitySet set, String key, Entity entity) throws ODataApplicationException {
    Property total = entity.getProperty("Total");
    if (total != null && total.getValue() instanceof BigDecimal amount && amount.signum() < 0) {
      throw problem(400, "a total must not be negative");
    }
    String keyName = KEYS.get(set.getName());
    entity.getProperties().removeIf(one -> one.getName().equals(keyName));
    entity.addProperty(
        new Property(null, keyName, org.apache.olingo.commons.api.data.ValueType.PRIMITIVE, key));
    entity.setETag("W/\"" + ++changes + "\"");
    table(set).put(key, entity);
  }

  private Entity entity(ODataRequest request, EdmEntitySet set, ContentType format)
      throws ODataLibraryException {
    return odata
        .createDeserializer(format)
        .entity(request.getBody(), set.getEntityType())
        .getEntity();
  }

  private void answer(
      ODataResponse response, int status, EdmEntitySet set, Entity entity, ContentType format)
      throws ODataLibraryException {
    ContextURL context = ContextURL.with().entitySet(set).suffix(ContextURL.Suffix.ENTITY).build();
    InputStream content =
        odata
            .createSerializer(format)
            .entity(
                metadata,
                set.getEntityType(),
                entity,
                EntitySerializerOptions.with().contextURL(context).build())
            .getContent();
    response.setContent(content);
    response.setStatusCode(status);
    response.setHeader("Content-Type", format.toContentTypeString());
    response.setHeader("ETag", entity.getETag());
  }

  // --- $batch

  @Override
  public void processBatch(BatchFacade facade, ODataRequest request, ODataResponse response)
      throws ODataApplicationException, ODataLibraryException {
    String boundary = facade.extractBoundaryFromContentType(request.getHeader("Content-Type"));
    List<BatchRequestPart> parts =
        odata
            .createFixedFormatDeserializer()
            .parseBatchRequest(
                request.getBody(),
                boundary,
                BatchOptions.with()
                    .rawBaseUri(request.getRawBaseUri())
                    .rawServiceResolutionUri(request.getRawServiceResolutionUri())
                    .build());
    List<ODataResponsePart> answers = new ArrayList<>();
    for (BatchRequestPart part : parts) {
      answers.add(facade.handleBatchRequest(part));
    }
    String own = "batch_of_the_service";
    response.setContent(odata.createFixedFormatSerializer().batchResponse(answers, own));
    response.setStatusCode(202);
    response.setHeader("Content-Type", "multipart/mixed; boundary=" + own);
  }

  @Override
  public ODataResponsePart processChangeSet(BatchFacade facade, List<ODataRequest> requests)
      throws ODataApplicationException {
    throw problem(501, "no change sets here");
  }
}
