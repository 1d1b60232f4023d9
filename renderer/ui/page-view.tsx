import { useEffect, useState } from 'react';

/** A page as it will be printed. The drawing is shown as a picture: nothing in it can run or reach out. */
export function PageView({ svg, label }: { readonly svg: string; readonly label: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return <img className="page-view" src={address} alt={label} />;
}
