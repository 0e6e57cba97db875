import { Segmented } from 'antd';

interface GroupChoiceProps<T extends string> {
  readonly label: string;
  readonly groups: readonly T[];
  readonly value: T;
  readonly nameOf: (group: T) => string;
  readonly onChange: (group: T) => void;
}

/** What the figures are told apart by. */
export const GroupChoice = <T extends string>(props: GroupChoiceProps<T>) => (
  <Segmented<T>
    className="fit"
    aria-label={props.label}
    value={props.value}
    onChange={props.onChange}
    options={props.groups.map((group) => ({ value: group, label: props.nameOf(group) }))}
  />
);
