package judges;

import eu.europa.esig.trustedlist.TrustedListFacade;
import eu.europa.esig.trustedlist.jaxb.tsl.TrustStatusListType;
import java.io.File;
import java.util.Map;

/** The schema of ETSI TS 119 612 v2.4.1, and how many providers are found by it. */
final class ListSchema implements Main.Judge {
  @Override
  public Map<String, Object> judge(File file) throws Exception {
    TrustStatusListType list = TrustedListFacade.newFacade().unmarshall(file, true);
    return Map.of("providers", list.getTrustServiceProviderList().getTrustServiceProvider().size());
  }
}
