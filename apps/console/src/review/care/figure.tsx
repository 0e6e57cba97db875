export const Figure = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: string | number;
}) => (
  <div>
    <dt>{label}</dt>
    <dd className="numeric">{children}</dd>
  </div>
);
